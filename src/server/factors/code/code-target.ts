import { createHmac, timingSafeEqual } from 'node:crypto';
import type { InstanceConfig } from '../../config/config.ts';
import { mailboxOf } from '../../delivery/recipient.ts';
import type { CodePurpose, CodeRow } from '../../storage/rows.ts';
import type { Account } from '../../users/account.ts';

/** How many minutes a code is valid. */
export const CODE_MINUTES = 10;
/** How often one code can be tried, the right try included. */
export const CODE_TRIES = 5;

/** What a code is for. A code for another target is never right. */
export interface CodeTarget {
  purpose: CodePurpose;
  /** Id of the attempt, or of the address or number. */
  subject: string;
  channel: 'email' | 'sms';
  /** The recipient: one email address, or a phone number in E.164. */
  to: string;
  /** Language of the browser, as the attempt has it. */
  locale?: string | null | undefined;
  /** The account that the code proves. Wrong codes count towards its lock. */
  account?: Account | undefined;
}

/**
 * Returns the names under which messages to a recipient, and wrong codes, are counted. Addresses of one mailbox have
 * the same name. Only the limit of the first name shows in answers.
 *
 * With enumeration protection, a visitor who has proven nothing must not see the other messages that a recipient got,
 * such as those for another identifier of the account. So the first limit counts only what follows from the typed
 * identifier. The recipient's own limit holds without showing.
 */
export function recipientsOf(
  { enumerationProtection }: InstanceConfig,
  { channel, to, account }: CodeTarget,
): [string, ...string[]] {
  const recipient = channel === 'email' ? mailboxOf(to) : to;
  if (!enumerationProtection || (account && !account.uniform)) return [recipient];
  return [`typed:${account?.uniform?.hidesTargets ? account.uniform.typedId : recipient}`, recipient];
}

/** Binds a code to its target, so that a row copied to another target, or a stolen table, is worth nothing. */
export function codeMac(
  codeKey: Uint8Array,
  { id, purpose, subject, identifier }: Pick<CodeRow, 'id' | 'purpose' | 'subject' | 'identifier'>,
  code: string,
): string {
  return createHmac('sha256', codeKey).update([purpose, subject, id, identifier, code].join('\n')).digest('base64url');
}

/** Compares a typed code with a stored one, in constant time. */
export function isCodeOf(codeKey: Uint8Array, row: CodeRow, typed: string): boolean {
  const [expected, given] = [Buffer.from(row.mac), Buffer.from(codeMac(codeKey, row, typed))];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
