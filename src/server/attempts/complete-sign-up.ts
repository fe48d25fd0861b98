import { ApiError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { OpenedClient } from '../sessions/open-client.ts';
import { startSession } from '../sessions/start-session.ts';
import type { EmailAddressRow, SignUpRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { UniqueViolation } from '../storage/storage-errors.ts';
import type { Visit } from '../visit.ts';
import { keyOf } from './identifiers.ts';
import { taken } from './sign-up-fields.ts';

export interface SignUpStep {
  attempt: SignUpRow;
  opened: OpenedClient;
}

/**
 * Runs the last step of a sign-up together with what follows from it: user, e-mail address, session, client and
 * attempt come into being in one transaction, or none of them does.
 *
 * @param isLast nothing is missing after `step`; otherwise only `step` itself is run
 * @throws {ApiError} `form_identifier_exists` when somebody else proved the address, or took the username, first
 */
export async function completeSignUp(
  services: Services,
  visit: Visit,
  isLast: boolean,
  step: (tx: StorageOps) => Promise<SignUpStep>,
): Promise<SignUpStep> {
  try {
    return await services.storage.transaction(async (tx) => {
      const { attempt, opened } = await step(tx);
      return isLast ? createUser(services, visit, tx, attempt, opened) : { attempt, opened };
    });
  } catch (error) {
    if (error instanceof UniqueViolation && error.field !== 'other') throw taken(error.field);
    throw error;
  }
}

async function createUser(
  services: Services,
  visit: Visit,
  tx: StorageOps,
  attempt: SignUpRow,
  before: OpenedClient,
): Promise<SignUpStep> {
  const { now } = visit;
  const userId = newId('user');
  const email = attempt.email === null ? undefined : emailOf(attempt, userId, attempt.email, now);
  const user: UserRow = {
    id: userId,
    username: attempt.username,
    username_key: attempt.username === null ? null : keyOf(attempt.username),
    first_name: attempt.first_name,
    last_name: attempt.last_name,
    password_hash: attempt.password_hash,
    password_updated_at: attempt.password_hash === null ? null : now,
    primary_email_address_id: email?.id ?? null,
    unsafe_metadata: attempt.unsafe_metadata,
    public_metadata: '{}',
    banned: 0,
    failed_attempts: 0,
    retry_at: 0,
    last_sign_in_at: null,
    last_active_at: null,
    created_at: now,
    updated_at: now,
  };
  await tx.insertUser(user);
  if (email) await tx.insertEmailAddress(email);
  const strategy = email ? 'email_code' : 'password';
  const { session, opened } = await startSession(tx, services, visit, before, user, strategy);
  const complete = await tx.updateSignUp(attempt.id, attempt.version, {
    status: 'complete',
    created_user_id: userId,
    created_session_id: session.id,
    // The account has it now; a second copy would only be something to steal.
    password_hash: null,
  });
  if (!complete) throw new ApiError('client_state_invalid');
  return { attempt: complete, opened };
}

function emailOf(attempt: SignUpRow, userId: string, email: string, now: number): EmailAddressRow {
  return {
    id: newId('idn'),
    user_id: userId,
    email,
    email_key: keyOf(email),
    verified: 1,
    verified_at: now,
    code_id: attempt.code_id,
    created_at: now,
    updated_at: now,
  };
}
