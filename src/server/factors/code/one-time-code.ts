import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { asciiDigits } from '../../../protocol/ascii-digits.ts';
import type { ApiErrorCode } from '../../../protocol/error-codes.ts';
import { CODE_LENGTH } from '../../../protocol/strategies.ts';
import { isOver } from '../../clock.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { type OutgoingMessage, UndeliverableError } from '../../delivery/port.ts';
import { mailboxOf } from '../../delivery/recipient.ts';
import { ApiError } from '../../http/errors.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { newId } from '../../ids.ts';
import { isReachable } from '../../identifiers/check-phone-number.ts';
import { isTestRecipient } from '../../identifiers/test-recipient.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Services } from '../../services.ts';
import type { CodePurpose, CodeRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { withLockout } from '../with-lockout.ts';
import type { Account } from '../../users/account.ts';

/** Minutes a code is good for. */
export const CODE_MINUTES = 10;
/** Tries of one code, the right one included. */
export const CODE_TRIES = 5;
const TEST_CODE = '424242';
const MAIL_RETRY_MS = 5_000;

/** What a code is for. A code for anything else is never right. */
export interface CodeTarget {
  purpose: CodePurpose;
  /** Id of the attempt, or of the address or number. */
  subject: string;
  channel: 'email' | 'sms';
  /** Where it goes: one e-mail address, or a phone number in E.164. */
  to: string;
  /** Whose account it opens: wrong ones count towards the lock of that account. */
  account?: Account | undefined;
}

/**
 * Makes a code and sends it. Older codes for the same target are dead from then on.
 *
 * @param attach writes the code's id where it belongs; a part of the same transaction, and may be run again
 * @param compose the message, where it says more than the code
 * @throws {ApiError} 429 when this recipient or address asked too often, 503 when the message could not be handed over,
 *   `verification_not_sent` when this address or number gets no messages
 */
export async function sendCode(
  services: Services,
  context: RequestContext,
  target: CodeTarget,
  attach: (tx: StorageOps, codeId: string) => Promise<unknown>,
  compose?: (code: string) => OutgoingMessage,
): Promise<void> {
  const { storage, limits, config, delivery, logger } = services;
  const { now } = context;
  const identifier = keyOf(target.to);
  const isTest = config.testMode && isTestRecipient(target);
  // The list of countries may have become shorter since the number was added.
  if (target.channel === 'sms' && !isReachable(config, target.to)) throw new ApiError('verification_not_sent');
  const recipients = recipientsOf(config, target);
  const mailLimits = recipients.flatMap((recipient) => [
    { key: `mail-pause:${recipient}`, limit: limits.mailPause, recipient },
    { key: `mail-hour:${recipient}`, limit: limits.mailPerHour, recipient },
    ...(target.channel === 'sms'
      ? [{ key: `sms-range:${rangeOf(recipient)}`, limit: limits.smsPerRange, recipient }]
      : []),
  ]);
  const taken: string[] = [];
  let isEnough = false;
  const giveBack = async () => {
    for (const key of taken) await storage.refundRateLimit(key);
  };
  if (!isTest) {
    await hitRateLimit(services, context, 'prepare');
    for (const { key, limit, recipient } of mailLimits) {
      const verdict = await storage.hitRateLimit(key, limit.max, limit.windowMs, now);
      if (verdict.allowed) {
        taken.push(key);
      } else if (recipient === recipients[0]) {
        await giveBack();
        throw new ApiError('too_many_requests', { retryAfterMs: verdict.retryAfterMs });
      } else {
        isEnough = true;
      }
    }
  }
  const code = isTest ? TEST_CODE : String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
  const id = newId('code');
  const { purpose, subject } = target;
  const keep = storage.transaction(async (tx) => {
    await tx.insertCode({
      id,
      purpose,
      subject,
      identifier,
      mac: macOf(services.codeKey, { id, purpose, subject, identifier }, code),
      tries: 0,
      expires_at: now + CODE_MINUTES * 60_000,
      consumed_at: null,
      revoked_at: null,
      created_at: now,
    });
    await attach(tx, id);
  });
  await keep.catch(async (error: unknown) => {
    // Nothing is sent, so whoever asks again must not have to wait for it.
    await giveBack();
    throw error;
  });
  const message = compose?.(code) ?? plainMessage(target, code);
  // The code of a test address is known; a link is not, and goes to the dev messages.
  if (isEnough || (isTest && message.url === undefined)) return;
  try {
    await delivery.send(message);
  } catch (error) {
    logger.error('A message could not be sent.', { channel: target.channel, purpose, error: String(error) });
    await storage.revokeCodes(purpose, subject, now);
    // The limit stays used: it is all that slows down whoever tries number after number.
    if (error instanceof UndeliverableError) throw new ApiError('verification_not_sent');
    await giveBack();
    throw new ApiError('service_unavailable', { retryAfterMs: MAIL_RETRY_MS });
  }
}

/**
 * Judges a code that was typed. Each try is counted before it is judged. A right code is not consumed yet: that is
 * for the transaction that uses it, see `consumeCode` of the storage.
 *
 * @param codeId the code sent last for the target; null when none was
 * @returns id of the code to be consumed
 * @throws {ApiError} when it is wrong, dead, too many wrong ones were tried for this address, or the account is locked
 */
export async function checkCode(
  services: Services,
  context: RequestContext,
  target: CodeTarget,
  codeId: string | null,
): Promise<string> {
  const typed = asciiDigits(context.params.required('code', 64)).replace(/[\s\p{Cf}-]/gu, '');
  if (codeId === null) throw new ApiError('verification_missing');
  const { account } = target;
  const look = () => isRightCode(services, context, target, codeId, typed);
  const wrong = () => wrongCode(services, context, target, typed);
  if (account) {
    const guard = { uniform: account.uniform, isPaced: false };
    await withLockout(services, context, account.user.id, async () => (await look()) || undefined, wrong, guard);
  } else if (!(await look())) {
    throw await wrong();
  }
  return codeId;
}

/** Whoever typed a code that was sent before the newest one is told so: it looks like a right one to them. */
async function wrongCode(
  { storage, codeKey }: Services,
  { now }: RequestContext,
  { purpose, subject, to }: CodeTarget,
  typed: string,
): Promise<ApiError> {
  const replaced = await storage.findReplacedCodes(purpose, subject, now);
  const isReplaced = replaced.some((row) => row.identifier === keyOf(to) && isSame(codeKey, row, typed));
  return new ApiError('form_code_incorrect', {
    param: 'code',
    ...(isReplaced && {
      meta: { is_replaced: true },
      longMessage: 'A newer code was sent. Only the newest one works.',
    }),
  });
}

/** @throws {ApiError} when it is dead, or too many wrong ones were tried for this address */
async function isRightCode(
  { storage, limits, codeKey, config }: Services,
  { now }: RequestContext,
  target: CodeTarget,
  codeId: string,
  typed: string,
): Promise<boolean> {
  const identifier = keyOf(target.to);
  const [seen, ...unseen] = recipientsOf(config, target).map((recipient) => `wrong-codes:${recipient}`);
  const { max, windowMs } = limits.wrongCodes;
  const taken: string[] = [];
  const take = async (key = '') => {
    const verdict = await storage.hitRateLimit(key, max, windowMs, now);
    if (verdict.allowed) taken.push(key);
    return verdict;
  };
  const { allowed, retryAfterMs } = await take(seen);
  if (!allowed) throw new ApiError('verification_code_too_many_requests', { retryAfterMs });
  let isEnough = false;
  for (const key of unseen) isEnough = !(await take(key)).allowed;
  const row = await storage.countCodeTry(codeId);
  const problem = judge(codeKey, row, { ...target, to: identifier }, typed, now);
  // Only a wrong code stays counted against the address.
  if (problem !== 'form_code_incorrect') for (const key of taken) await storage.refundRateLimit(key);
  if (problem && problem !== 'form_code_incorrect') throw new ApiError(problem);
  return problem === undefined && !isEnough;
}

function judge(
  codeKey: Uint8Array,
  row: CodeRow | undefined,
  target: CodeTarget,
  typed: string,
  now: number,
): ApiErrorCode | undefined {
  const isMeant = row?.purpose === target.purpose && row.subject === target.subject && row.identifier === target.to;
  if (!isMeant) return 'verification_missing';
  if (row.consumed_at !== null) return 'verification_already_verified';
  if (row.revoked_at !== null || isOver(row.expires_at, now)) return 'verification_expired';
  if (row.tries > CODE_TRIES) return 'verification_failed';
  return isSame(codeKey, row, typed) ? undefined : 'form_code_incorrect';
}

function isSame(codeKey: Uint8Array, row: CodeRow, typed: string): boolean {
  const [expected, given] = [Buffer.from(row.mac), Buffer.from(macOf(codeKey, row, typed))];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A code bound to what it is for, so that a row copied elsewhere, or a stolen table, is worth nothing. */
function macOf(
  codeKey: Uint8Array,
  { id, purpose, subject, identifier }: Pick<CodeRow, 'id' | 'purpose' | 'subject' | 'identifier'>,
  code: string,
): string {
  return createHmac('sha256', codeKey).update([purpose, subject, id, identifier, code].join('\n')).digest('base64url');
}

function plainMessage({ purpose, channel, to }: CodeTarget, code: string): OutgoingMessage {
  const message = { to, code, expiresInMinutes: CODE_MINUTES };
  if (channel === 'sms') return { ...message, channel, template: 'verification_code' };
  return { ...message, channel, template: purpose === 'reset_password' ? 'reset_password_code' : 'verification_code' };
}

/**
 * Under whom messages and guesses are counted: addresses of one mailbox are one. The limits of the first one show.
 *
 * With enumeration protection, whoever has proven nothing must not see what else was sent to somebody: under another
 * identifier of the account, or because its owner is signed in. So those limits show that follow from what was typed
 * for such messages alone, and the recipient's own ones hold unseen.
 */
function recipientsOf(
  { enumerationProtection }: InstanceConfig,
  { channel, to, account }: CodeTarget,
): [string, ...string[]] {
  const recipient = channel === 'email' ? mailboxOf(to) : to;
  if (!enumerationProtection || (account && !account.uniform)) return [recipient];
  return [`typed:${account?.uniform?.hidesTargets ? account.uniform.typedId : recipient}`, recipient];
}

/** The thousand numbers around this one. Who is paid for messages to them holds many in a row. */
function rangeOf(phone: string): string {
  return phone.slice(0, -3);
}
