import { randomInt } from 'node:crypto';
import { CODE_LENGTH } from '../../../protocol/strategies.ts';
import type { Language } from '../../../localization/languages.ts';
import { languageFor } from '../../delivery/language-for.ts';
import { type OutgoingMessage, type Requester, UndeliverableError } from '../../delivery/port.ts';
import { loadWording } from '../../delivery/wording.ts';
import { ApiError } from '../../http/errors.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Actor } from '../../http/request-context.ts';
import { isReachable } from '../../identifiers/check-phone-number.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { isTestRecipient } from '../../identifiers/test-recipient.ts';
import { newId } from '../../ids.ts';
import { requesterOf } from '../../sessions/device.ts';
import type { Services } from '../../services.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { CODE_MINUTES, type CodeTarget, codeMac, recipientsOf } from './code-target.ts';

/** What every message with a code says. */
export interface CodeParts {
  code: string;
  expiresInMinutes: number;
  language: Language;
  /** Who asked for the code. */
  requester: Requester;
}

const TEST_CODE = '424242';
const RETRY_MS = 5_000;

/**
 * Creates a code and sends it. It replaces earlier codes for the same target.
 *
 * @param attach writes the code's id where it belongs; part of the same transaction, and may run again
 * @param compose builds the message, when it says more than the code
 * @throws {ApiError} 429 when the recipient or the client's address has used up its limit, 503 when the message could
 *   not be sent, `verification_not_sent` when the recipient gets no messages
 */
export async function sendCode(
  services: Services,
  actor: Actor,
  target: CodeTarget,
  attach: (tx: StorageOps, codeId: string) => Promise<unknown>,
  compose?: (parts: CodeParts) => OutgoingMessage,
): Promise<void> {
  const { storage, config, delivery, logger } = services;
  const { now } = actor;
  const { purpose, subject, channel, to } = target;
  const isTest = config.testMode && isTestRecipient(target);
  // The list of countries may have become shorter since the number was added.
  if (channel === 'sms' && !isReachable(config, to)) throw new ApiError('verification_not_sent');
  const { isOverLimit, refund } = isTest ? UNLIMITED : await hitMessageLimits(services, actor, target);
  const code = isTest ? TEST_CODE : String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, '0');
  const id = newId('code');
  const identifier = keyOf(to);
  const stored = storage.transaction(async (tx) => {
    await tx.insertCode({
      id,
      purpose,
      subject,
      identifier,
      mac: codeMac(services.codeKey, { id, purpose, subject, identifier }, code),
      tries: 0,
      expires_at: now + CODE_MINUTES * 60_000,
      consumed_at: null,
      revoked_at: null,
      created_at: now,
    });
    await attach(tx, id);
  });
  await stored.catch(async (error: unknown) => {
    // Nothing is sent, so the next try must not have to wait.
    await refund();
    throw error;
  });
  const parts = await partsOf(services, actor, target, code);
  const message = compose?.(parts) ?? plainMessage(target, parts);
  // The code of a test recipient is known, but a link is not: it goes to the dev messages.
  if (isOverLimit || (isTest && message.url === undefined)) return;
  try {
    await delivery.send(message, { ip: actor.ip, userAgent: actor.userAgent });
  } catch (error) {
    logger.error('A message could not be sent.', { channel, purpose, error: String(error) });
    await storage.revokeCodes(purpose, subject, now);
    // The limit stays used: nothing else slows down an attacker who tries number after number.
    if (error instanceof UndeliverableError) throw new ApiError('verification_not_sent');
    await refund();
    throw new ApiError('service_unavailable', { retryAfterMs: RETRY_MS });
  }
}

/** The hits of one message against the limits of its recipient. */
interface MessageLimits {
  /** A limit that does not show is used up: the message is not sent, and the answer looks as if it was. */
  isOverLimit: boolean;
  /** Takes the hits back. */
  refund(): Promise<void>;
}

const UNLIMITED: MessageLimits = { isOverLimit: false, refund: async () => {} };

/** @throws {ApiError} 429 when the recipient or the client's address has used up its limit */
async function hitMessageLimits(services: Services, actor: Actor, target: CodeTarget): Promise<MessageLimits> {
  const { storage, limits, config } = services;
  await hitRateLimit(services, actor, 'prepare');
  const recipients = recipientsOf(config, target);
  const hits: string[] = [];
  const refund = async (): Promise<void> => {
    for (const key of hits) await storage.refundRateLimit(key);
  };
  let isOverLimit = false;
  for (const recipient of recipients) {
    const keys = [
      { key: `mail-pause:${recipient}`, limit: limits.mailPause },
      { key: `mail-hour:${recipient}`, limit: limits.mailPerHour },
      ...(target.channel === 'sms' ? [{ key: `sms-range:${rangeOf(recipient)}`, limit: limits.smsPerRange }] : []),
    ];
    for (const { key, limit } of keys) {
      const verdict = await storage.hitRateLimit(key, limit.max, limit.windowMs, actor.now);
      if (verdict.allowed) {
        hits.push(key);
      } else if (recipient === recipients[0]) {
        await refund();
        throw new ApiError('too_many_requests', { retryAfterMs: verdict.retryAfterMs });
      } else {
        isOverLimit = true;
      }
    }
  }
  return { isOverLimit, refund };
}

async function partsOf(
  { config }: Services,
  actor: Actor,
  { locale, account }: CodeTarget,
  code: string,
): Promise<CodeParts> {
  const language = languageFor(config, [locale, account?.user.locale, ...actor.languages]);
  const requester = requesterOf(await loadWording(language), actor, actor.now);
  return { code, expiresInMinutes: CODE_MINUTES, language, requester };
}

function plainMessage({ purpose, channel, to }: CodeTarget, { requester, ...parts }: CodeParts): OutgoingMessage {
  if (channel === 'sms') return { ...parts, to, channel, template: 'verification_code' };
  const template = purpose === 'reset_password' ? 'reset_password_code' : 'verification_code';
  return { ...parts, to, channel, template, requester };
}

/** Names the thousand numbers around a number. An attacker who is paid for messages to them holds many in a row. */
function rangeOf(phone: string): string {
  return phone.slice(0, -3);
}
