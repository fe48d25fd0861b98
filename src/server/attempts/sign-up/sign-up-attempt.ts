import { isOver } from '../../clock.ts';
import { ApiError } from '../../http/errors.ts';
import { isId, newId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { adoptClient, findClient, openClient } from '../../sessions/open-client.ts';
import { rotateClient } from '../../sessions/rotate-client.ts';
import { blankSignUp } from '../../storage/blank-rows.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { signUpWithoutEnumeration } from '../../enumeration/without-enumeration.ts';
import { type FieldProof, findVerifier, type WriteSignUp } from '../../factors/sign-up-verifiers.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { completeSignUp } from './complete-sign-up.ts';
import { readSignUpTransfer } from './oauth-transfer.ts';
import { refuseSecondSession } from '../sign-in/refuse-second-session.ts';
import { ATTEMPT_MS } from '../sign-in/sign-in-attempt.ts';
import { openFields, readSignUpFields } from './sign-up-fields.ts';
import { readInvitation, requireOpenSignUp } from './sign-up-admission.ts';

/** Strategies that name how somebody will sign in, or what they came with: their fields are all there is to it. */
const NOTHING_TO_PREPARE: ReadonlySet<string> = new Set(['password', 'ticket']);

/** Starts a sign-up with whatever is known. It is complete at once when nothing is missing or to be verified. */
export async function createSignUp(services: Services, context: RequestContext): Promise<SignUpRow> {
  await hitRateLimit(services, context, 'createAttempt');
  await findClient(services, context);
  await refuseSecondSession(services, context);
  const prepare = readPreparation(services, context);
  const invited = await readInvitation(services, context);
  requireOpenSignUp(services.config, invited !== undefined);
  const blank: SignUpRow = { ...newSignUp(context), ...invited };
  const transfer = await readSignUpTransfer(services, context, blank);
  // Whoever was invited, or comes from a provider, has shown that already.
  if (!invited && !transfer) await services.botCheck.verify(context, context.params.raw('captcha_token'));
  const empty: SignUpRow = { ...blank, ...transfer?.patch };
  const changes = await readSignUpFields(services, context, empty);
  const password_hash = await hashPassword(services, changes.password);
  const row: SignUpRow = { ...empty, ...changes.row, password_hash };
  // A planted cookie would otherwise see the address, and could change the password before the code is typed.
  const attempt = await write(services, context, row, true, async (tx, clientId) => {
    await transfer?.commit(tx);
    await tx.insertSignUp({ ...row, client_id: clientId });
    await tx.updateClient(clientId, { sign_up_id: row.id }, context.now);
    return { ...row, client_id: clientId };
  });
  return prepare(attempt);
}

/** The attempt, if this client made it. @throws {ApiError} 404 otherwise */
export async function findSignUp(services: Services, context: RequestContext, id: string): Promise<SignUpRow> {
  const client = await findClient(services, context);
  const row = client && isId(id) ? await services.storage.findSignUp(client.id, id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

/** Adds, changes or takes back fields, and goes on with whatever way the request names: a provider, for instance. */
export async function updateSignUp(services: Services, context: RequestContext, id: string): Promise<SignUpRow> {
  await hitRateLimit(services, context, 'attempt');
  const prepare = readPreparation(services, context);
  const row = await enterSignUp(services, context, id);
  const invited = await readInvitation(services, context);
  const changes = await readSignUpFields(services, context, { ...row, ...invited });
  const password_hash = await hashPassword(services, changes.password);
  const patch = { ...invited, ...changes.row, ...(password_hash === null ? {} : { password_hash }) };
  return prepare(await write(services, context, { ...row, ...patch }, false, async (tx) => step(tx, row, patch)));
}

/** Sends or makes what the visitor needs to verify a field. */
export async function prepareVerification(services: Services, context: RequestContext, id: string): Promise<SignUpRow> {
  const row = await enterSignUp(services, context, id);
  findVerifier(services.config, context.params.required('strategy', 64));
  return readPreparation(services, context)(row);
}

/**
 * Reads with which verification a request goes on, if it names one. An attempt that is over needs none.
 *
 * @throws {ApiError} `verification_strategy_invalid` when the instance does not have it
 */
function readPreparation(services: Services, context: RequestContext): (row: SignUpRow) => Promise<SignUpRow> {
  const strategy = context.params.text('strategy', 64);
  if (!strategy || NOTHING_TO_PREPARE.has(strategy)) return async (row) => row;
  const verifier = findVerifier(services.config, strategy);
  return async (row) => {
    if (row.status === 'complete') return row;
    await verifier.prepare(await signUpWithoutEnumeration(services, row.email), context, row, strategy, writer(row));
    return findSignUp(services, context, row.id);
  };
}

/** Judges the proof of a field. The account is made as soon as nothing else is missing. */
export async function attemptVerification(services: Services, context: RequestContext, id: string): Promise<SignUpRow> {
  await hitRateLimit(services, context, 'attempt');
  const row = await enterSignUp(services, context, id);
  const strategy = context.params.required('strategy', 64);
  const verifier = findVerifier(services.config, strategy);
  if (!verifier.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  return proveField(services, context, row, await verifier.attempt(services, context, row, strategy));
}

/** Writes a proven field and, when nothing else is missing, all that follows from it. */
export async function proveField(
  services: Services,
  context: RequestContext,
  row: SignUpRow,
  { patch, commit }: FieldProof,
): Promise<SignUpRow> {
  return write(services, context, { ...row, ...patch }, false, async (tx) => {
    await commit(tx);
    return step(tx, row, patch);
  });
}

/** The attempt, if this client made it and it can still be continued. */
async function enterSignUp(services: Services, context: RequestContext, id: string): Promise<SignUpRow> {
  const row = await findSignUp(services, context, id);
  if (row.status === 'complete') throw new ApiError('verification_already_verified');
  if (row.status !== 'missing_requirements' || isOver(row.abandon_at, context.now))
    throw new ApiError('client_state_invalid');
  await refuseSecondSession(services, context);
  return row;
}

/** An attempt of which nothing is known yet. */
function newSignUp({ now }: Pick<RequestContext, 'now'>): SignUpRow {
  return blankSignUp({ id: newId('sua'), client_id: '', abandon_at: now + ATTEMPT_MS }, now);
}

function writer(row: SignUpRow): WriteSignUp {
  return async (tx, patch) => {
    await step(tx, row, patch);
  };
}

/**
 * Writes a step of the attempt and, when it was the last one, all that follows from it, in one transaction.
 *
 * @param isNew the attempt is a new one: the client gets a new cookie
 */
async function write(
  services: Services,
  context: RequestContext,
  next: SignUpRow,
  isNew: boolean,
  change: (tx: StorageOps, clientId: string) => Promise<SignUpRow>,
): Promise<SignUpRow> {
  const { missing, unverified } = openFields(next, services.config);
  const isLast = missing.length === 0 && unverified.length === 0;
  const { attempt, opened } = await completeSignUp(services, context, isLast, async (tx) => {
    const before = await openClient(tx, context);
    // The session that follows from the last step brings a new cookie anyway.
    if (isNew && !isLast) before.newToken = await rotateClient(tx, context, before);
    const attempt = await change(tx, before.client.id);
    const client = isLast ? before.client : await tx.updateClient(before.client.id, {}, context.now);
    return { attempt, opened: { ...before, client: client ?? before.client } };
  });
  adoptClient(context, opened);
  return attempt;
}

async function step(tx: StorageOps, row: SignUpRow, patch: Partial<SignUpRow>): Promise<SignUpRow> {
  const next = await tx.updateSignUp(row.id, row.version, patch);
  if (!next) throw new ApiError('client_state_invalid');
  return next;
}

async function hashPassword({ passwords }: Services, password: string | undefined): Promise<string | null> {
  return password === undefined ? null : passwords.admit((argon) => argon.hash(password));
}
