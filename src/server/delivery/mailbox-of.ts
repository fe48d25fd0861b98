import { keyOf } from '../identifiers/identifier-key.ts';

/** Mailboxes whose names are the same with and without dots. */
const DOTLESS = new Set(['gmail.com', 'googlemail.com']);

/**
 * One spelling for all addresses that reach a mailbox: the form they are compared in, without the sub-address behind a
 * plus (RFC 5233). For counting messages alone: some systems have mailboxes that differ in it, so it must never decide
 * who somebody is.
 */
export function mailboxOf(email: string): string {
  const key = keyOf(email);
  const at = key.lastIndexOf('@');
  const domain = key.slice(at + 1);
  const [name = ''] = key.slice(0, at).split(/(?<=.)\+/, 1);
  return `${DOTLESS.has(domain) ? name.replaceAll('.', '') : name}@${domain}`;
}
