import { domainToASCII } from 'node:url';

/** Mailboxes whose names are the same with and without dots. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/**
 * One spelling for all addresses that reach a mailbox: without the sub-address behind a plus (RFC 5233), without case,
 * the domain in its ASCII form. For counting messages alone: some systems have mailboxes that differ in these, so it
 * must never decide who somebody is.
 */
export function mailboxOf(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = domainToASCII(email.slice(at + 1)) || email.slice(at + 1).toLowerCase();
  const [name = ''] = email
    .slice(0, at)
    .toLowerCase()
    .split(/(?<=.)\+/, 1);
  return `${DOTLESS.has(domain) ? name.replaceAll('.', '') : name}@${domain}`;
}
