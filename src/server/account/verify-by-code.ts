import type { ApiErrorCode } from '../../protocol/error-codes.ts';
import type { CodeTarget } from '../factors/code/code-target.ts';
import { sendCode } from '../factors/code/send-code.ts';
import { consumeCode, verifyCode } from '../factors/code/verify-code.ts';
import { ApiError } from '../http/errors.ts';
import { type Actor, asServer } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import type { CodeRow, EmailAddressRow, PhoneNumberRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import { verifyEmailForOwner } from './administer-email-address.ts';
import { verifyPhoneForOwner } from './administer-phone-number.ts';
import { translateUniqueViolation } from './owned-identification.ts';

/*
 * A code that the application's server sends to an address or number, verified or not, to learn whether its owner reads
 * it. It signs nobody in, and it has nothing to do with a code that the owner has asked for.
 */

type Recipient = EmailAddressRow | PhoneNumberRow;

/** A code that was tried. */
export interface TriedCode {
  row: CodeRow;
  /** Whether the code was right, this time. */
  isRight: boolean;
}

/** Errors of a try that are an outcome of it, and not one of the call. */
const OUTCOMES: readonly ApiErrorCode[] = ['form_code_incorrect', 'verification_expired', 'verification_failed'];

/**
 * Sends a code to an address or number.
 *
 * @throws {ApiError} as {@link sendCode}
 */
export async function sendBackendCode(services: Services, actor: Actor, to: Recipient): Promise<CodeRow> {
  let id = '';
  const owner = await services.storage.findUser(to.user_id);
  const target = { ...targetOf(to), locale: owner?.locale };
  await sendCode(services, asServer(actor), target, async (_, codeId) => {
    id = codeId;
  });
  return requireCode(services, to, id);
}

/**
 * Tries a code. A right one verifies the address or number, if that is not done yet.
 *
 * @param id of the code
 * @throws {ApiError} `resource_not_found` when it was not sent to this recipient; `verification_already_verified` when it
 *   was right before; 429 after too many wrong ones
 */
export async function tryBackendCode(
  services: Services,
  actor: Actor,
  to: Recipient,
  { id, typed }: { id: string; typed: string },
): Promise<TriedCode> {
  await requireCode(services, to, id);
  try {
    await verifyCode(services, asServer(actor), targetOf(to), id, typed);
  } catch (error) {
    if (!(error instanceof ApiError) || !OUTCOMES.some((code) => code === error.code)) throw error;
    return { row: await requireCode(services, to, id), isRight: false };
  }
  const accept = async (tx: StorageOps): Promise<void> => {
    const user = await lockUser(tx, to.user_id, actor.now, 'resource_not_found');
    await consumeCode(id, actor)(tx);
    const by = { user, ip: actor.ip, now: actor.now };
    if ('email' in to) {
      const row = await tx.findEmailAddress(user.id, to.id);
      if (row?.verified === false)
        await verifyEmailForOwner(tx, by, user, row, { strategy: 'email_code', primary: false });
    } else {
      const row = await tx.findPhoneNumber(user.id, to.id);
      // A second factor is switched on by its owner, who is shown the backup codes.
      const isOpen = row?.verified === false && !row.reserved_for_second_factor;
      if (isOpen) await verifyPhoneForOwner(tx, by, user, row, false);
    }
  };
  const field = 'email' in to ? 'email_address' : 'phone_number';
  await translateUniqueViolation(field, services.storage.transaction(accept));
  return { row: await requireCode(services, to, id), isRight: true };
}

function targetOf(to: Recipient): CodeTarget {
  const own = { purpose: 'backend', subject: to.id } as const;
  return 'email' in to ? { ...own, channel: 'email', to: to.email } : { ...own, channel: 'sms', to: to.phone };
}

async function requireCode({ storage }: Pick<Services, 'storage'>, to: Recipient, id: string): Promise<CodeRow> {
  const row = await storage.findCode(id);
  if (row?.purpose !== 'backend' || row.subject !== to.id) throw new ApiError('resource_not_found');
  return row;
}
