import type { Strategy } from '../../../protocol/strategies.ts';
import { recordEvent } from '../../events/domain-events.ts';
import { ApiError } from '../../http/errors.ts';
import { newId } from '../../ids.ts';
import { recordSecurityEvent } from '../../http/security-events.ts';
import type { Services } from '../../services.ts';
import type { KnownBrowser } from '../../sessions/browser.ts';
import { startSession } from '../../sessions/start-session.ts';
import { addedOn } from '../../sessions/device.ts';
import { blankEmailAddress, blankPhoneNumber, blankUser, blankWeb3Wallet } from '../../storage/blank-rows.ts';
import type { EmailAddressRow, PhoneNumberRow, SignUpRow, UserRow, Web3WalletRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { UniqueViolation } from '../../storage/storage-errors.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { translateConnectedViolation, newExternalAccount, provenIdentity } from '../../factors/oauth/linked-account.ts';
import { acceptInvitation, requireAdmission } from './sign-up-admission.ts';
import { taken } from '../../users/identifier-errors.ts';

/** A step of a sign-up, of a browser that has a client by now. */
export interface SignUpStep {
  attempt: SignUpRow;
  browser: KnownBrowser;
}

/**
 * Runs a step of a sign-up. If it is the last one, the same transaction makes the user, their email address, session
 * and client, or none of them.
 *
 * @param isLast nothing is missing after `step`; otherwise only `step` itself is run
 * @throws {ApiError} `form_identifier_exists` when another account proved the address, or took the username, first
 */
export async function completeSignUp(
  services: Services,
  isLast: boolean,
  step: (tx: StorageOps) => Promise<SignUpStep>,
): Promise<SignUpStep> {
  try {
    const done = await translateConnectedViolation(
      services.storage.transaction(async (tx) => {
        const done = await step(tx);
        return isLast ? createUser(services, tx, done) : done;
      }),
    );
    const { created_user_id: userId, created_session_id: sessionId } = done.attempt;
    if (isLast && userId !== null) {
      const details = { userId, sessionId: sessionId ?? undefined };
      recordSecurityEvent(services, done.browser, 'user_created', details);
    }
    return done;
  } catch (error) {
    if (error instanceof UniqueViolation && error.field !== 'other') throw taken(error.field);
    throw error;
  }
}

async function createUser(services: Services, tx: StorageOps, { attempt, browser }: SignUpStep): Promise<SignUpStep> {
  const { now } = browser;
  const userId = newId('user');
  await requireAdmission(services, tx, attempt);
  if (attempt.ticket_id !== null) await acceptInvitation(tx, browser, attempt.ticket_id, userId);
  const owner = { user_id: userId, added_on: addedOn(browser) };
  const email = attempt.email === null ? undefined : emailOf(attempt, attempt.email, owner, now);
  const phone = attempt.phone === null ? undefined : phoneOf(attempt, attempt.phone, owner, now);
  const wallet = attempt.wallet === null ? undefined : walletOf(attempt, attempt.wallet, owner, now);
  const identity = await provenIdentity(tx, attempt);
  const user: UserRow = {
    ...blankUser(userId, now),
    username: attempt.username,
    username_key: attempt.username === null ? null : keyOf(attempt.username),
    first_name: attempt.first_name,
    last_name: attempt.last_name,
    password_hash: attempt.password_hash,
    password_updated_at: attempt.password_hash === null ? null : now,
    primary_email_address_id: email?.verified ? email.id : null,
    primary_phone_number_id: phone?.verified ? phone.id : null,
    primary_web3_wallet_id: wallet?.id ?? null,
    unsafe_metadata: attempt.unsafe_metadata,
    public_metadata: attempt.public_metadata,
    legal_accepted_at: attempt.legal_accepted_at,
    external_id: attempt.external_id,
    locale: attempt.locale,
  };
  await tx.insertUser(user);
  if (email) await tx.insertEmailAddress(email);
  if (phone) await tx.insertPhoneNumber(phone);
  if (wallet) await tx.insertWeb3Wallet(wallet);
  if (identity) {
    const isProof = identity.emailVerified && email?.email_key === keyOf(identity.email ?? '');
    await tx.insertExternalAccount(newExternalAccount(identity, userId, isProof ? email.id : null, browser));
  }
  await recordEvent(tx, browser, { type: 'user.created', userId });
  const waited = email?.verified ? await tx.completeWaitlistEntries([email.email_key], now) : [];
  for (const { id } of waited) await recordEvent(tx, browser, { type: 'waitlistEntry.updated', userId: id });
  const strategy = strategyOf(attempt);
  const started = await startSession(tx, services, browser, user, strategy);
  const complete = await tx.updateSignUp(attempt.id, attempt.version, {
    status: 'complete',
    created_user_id: userId,
    created_session_id: started.session.id,
    // The account has it now. A second copy would only be something to steal.
    password_hash: null,
  });
  if (!complete) throw new ApiError('client_state_invalid');
  return { attempt: complete, browser: started.browser };
}

type Owner = Pick<EmailAddressRow, 'user_id' | 'added_on'>;

function emailOf(attempt: SignUpRow, email: string, owner: Owner, now: number): EmailAddressRow {
  return {
    ...blankEmailAddress({ id: newId('idn'), ...owner, email, email_key: keyOf(email) }, now),
    verified: attempt.email_verified,
    verified_at: attempt.email_verified ? now : null,
    code_id: attempt.code_id,
    challenge_id: attempt.email_challenge_id,
    strategy: attempt.email_strategy ?? 'email_code',
  };
}

function phoneOf(attempt: SignUpRow, phone: string, owner: Owner, now: number): PhoneNumberRow {
  return {
    ...blankPhoneNumber({ id: newId('idn'), ...owner, phone }, now),
    verified: attempt.phone_verified,
    verified_at: attempt.phone_verified ? now : null,
    code_id: attempt.phone_code_id,
  };
}

function walletOf(attempt: SignUpRow, address: string, owner: Owner, now: number): Web3WalletRow {
  return {
    ...blankWeb3Wallet({ id: newId('idn'), ...owner, address }, now),
    verified: true,
    verified_at: now,
    strategy: attempt.wallet_strategy,
    challenge_id: attempt.wallet_challenge_id,
  };
}

/** Returns what the visitor signed up with: it is marked as used last. */
function strategyOf(attempt: SignUpRow): Strategy {
  if (attempt.external_verified && attempt.external_strategy) return attempt.external_strategy;
  if (attempt.wallet_verified && attempt.wallet_strategy) return attempt.wallet_strategy;
  if (attempt.email_verified) return attempt.email_strategy ?? 'email_code';
  return attempt.phone_verified ? 'phone_code' : 'password';
}
