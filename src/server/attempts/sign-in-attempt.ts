import type { SignInStatus } from '../../protocol/status.ts';
import { ApiError } from '../errors.ts';
import { isId, newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { adoptClient, findClient, openClient } from '../sessions/open-client.ts';
import { startSession } from '../sessions/start-session.ts';
import type { SignInRow } from '../storage/rows.ts';
import { chooseFirstFactor, findFirstFactor, offerFirstFactors } from '../strategies/first-factors.ts';
import { pretendPassword } from '../strategies/password.ts';
import type { Account, FirstFactor, Proof } from '../strategies/strategy.ts';
import { takeLimit } from '../take-limit.ts';
import type { Visit } from '../visit.ts';
import { findAccount, loadAccount } from './find-account.ts';
import { refuseSecondSession } from './refuse-second-session.ts';

/** Milliseconds an attempt can be continued. */
export const ATTEMPT_MS = 86_400_000;

type Step = 'prepare_first_factor' | 'attempt_first_factor';

/** Which steps an attempt can take from each status. What is not here is refused. */
const STEPS: Record<SignInStatus, readonly Step[]> = {
  needs_identifier: [],
  needs_first_factor: ['prepare_first_factor', 'attempt_first_factor'],
  needs_second_factor: [],
  needs_client_trust: [],
  needs_new_password: [],
  needs_protect_check: [],
  complete: [],
  abandoned: [],
};

/**
 * Starts a sign-in: empty, with an identifier alone, or with a strategy to be tried or prepared at once.
 * A password that comes along and is wrong leaves no attempt behind.
 */
export async function createSignIn(services: Services, visit: Visit): Promise<SignInRow> {
  await takeLimit(services, visit, 'createAttempt');
  await findClient(services, visit);
  const { params } = visit;
  const identifier = params.text('identifier', 254) || undefined;
  const name = params.text('strategy', 64) || (params.has('password') ? 'password' : undefined);
  if (name !== undefined) findFirstFactor(name);
  await refuseSecondSession(services, visit);
  if (identifier === undefined) {
    if (name !== undefined) throw new ApiError('form_param_missing', { param: 'identifier' });
    return openAttempt(services, visit, newAttempt(visit, {}));
  }
  const account = await findAccount(services, identifier);
  if (!account) {
    if (params.has('password')) await pretendPassword(services, visit);
    throw new ApiError('form_identifier_not_found', { param: 'identifier' });
  }
  await refuseSecondSession(services, visit, account.user.id);
  if (offerFirstFactors(services.config, account).length === 0) throw new ApiError('strategy_for_user_invalid');
  const factor = name === undefined ? undefined : chooseFirstFactor(services.config, account, name);
  const row = newAttempt(visit, { status: 'needs_first_factor', identifier, user_id: account.user.id });
  if (factor && params.has('password')) {
    await takeLimit(services, visit, 'attempt');
    const proof = await factor.attempt(services, visit, undefined, account);
    return complete(services, visit, row, account, factor, proof, true);
  }
  const attempt = await openAttempt(services, visit, row);
  if (!factor?.prepare) return attempt;
  await factor.prepare(services, visit, attempt, account);
  return findSignIn(services, visit, attempt.id);
}

/** The attempt, if this client made it. @throws {ApiError} 404 otherwise */
export async function findSignIn(services: Services, visit: Visit, id: string): Promise<SignInRow> {
  const client = await findClient(services, visit);
  const row = client && isId(id) ? await services.storage.findSignIn(client.id, id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

/** Sends what the user needs to prove the factor that `strategy` names. */
export async function prepareFirstFactor(services: Services, visit: Visit, id: string): Promise<SignInRow> {
  const { row, account, factor } = await enter(services, visit, id, 'prepare_first_factor');
  if (!factor.prepare) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  await factor.prepare(services, visit, row, account);
  return findSignIn(services, visit, id);
}

/** Judges the first factor and, when it is right, signs the user in. */
export async function attemptFirstFactor(services: Services, visit: Visit, id: string): Promise<SignInRow> {
  await takeLimit(services, visit, 'attempt');
  const { row, account, factor } = await enter(services, visit, id, 'attempt_first_factor');
  const proof = await factor.attempt(services, visit, row, account);
  return complete(services, visit, row, account, factor, proof, false);
}

interface Entered {
  row: SignInRow;
  account: Account;
  factor: FirstFactor;
}

async function enter(services: Services, visit: Visit, id: string, step: Step): Promise<Entered> {
  const row = await findSignIn(services, visit, id);
  if (row.status === 'complete') throw new ApiError('verification_already_verified');
  const status = row.abandon_at <= visit.now ? 'abandoned' : row.status;
  if (!STEPS[status].includes(step)) throw new ApiError('client_state_invalid');
  const account = await loadAccount(services, row.user_id, row.identifier);
  if (!account) throw new ApiError('client_state_invalid');
  await refuseSecondSession(services, visit, account.user.id);
  const factor = chooseFirstFactor(services.config, account, visit.params.required('strategy', 64));
  return { row, account, factor };
}

/** All that a proven first factor brings about, in one transaction: nothing of it is ever half done. */
async function complete(
  services: Services,
  visit: Visit,
  row: SignInRow,
  { user }: Account,
  factor: FirstFactor,
  proof: Proof,
  isNew: boolean,
): Promise<SignInRow> {
  const { attempt, opened } = await services.storage.transaction(async (tx) => {
    if (proof.codeId !== undefined && !(await tx.consumeCode(proof.codeId, visit.now))) {
      throw new ApiError('verification_already_verified');
    }
    const before = await openClient(tx, visit);
    if (isNew) await tx.insertSignIn({ ...row, client_id: before.client.id });
    const { session, opened } = await startSession(tx, services, visit, before, user, factor.name);
    if (proof.newPasswordHash) await tx.updateUser(user.id, { password_hash: proof.newPasswordHash }, visit.now);
    const patch = { status: 'complete', strategy: factor.name, created_session_id: session.id } as const;
    const attempt = await tx.updateSignIn(row.id, row.version, patch);
    if (!attempt) throw new ApiError('client_state_invalid');
    return { attempt, opened };
  });
  adoptClient(visit, opened);
  return attempt;
}

function newAttempt({ params, now }: Visit, patch: Partial<SignInRow>): SignInRow {
  return {
    id: newId('sia'),
    client_id: '',
    status: 'needs_identifier',
    identifier: null,
    user_id: null,
    strategy: null,
    code_id: null,
    created_session_id: null,
    locale: params.nullable('locale', 64) ?? null,
    timezone: params.nullable('timezone', 64) ?? null,
    abandon_at: now + ATTEMPT_MS,
    version: 1,
    created_at: now,
    ...patch,
  };
}

async function openAttempt({ storage }: Services, visit: Visit, row: SignInRow): Promise<SignInRow> {
  const { attempt, opened } = await storage.transaction(async (tx) => {
    const before = await openClient(tx, visit);
    const attempt = { ...row, client_id: before.client.id };
    await tx.insertSignIn(attempt);
    const client = await tx.updateClient(before.client.id, { sign_in_id: row.id }, visit.now);
    return { attempt, opened: { ...before, client: client ?? before.client } };
  });
  adoptClient(visit, opened);
  return attempt;
}
