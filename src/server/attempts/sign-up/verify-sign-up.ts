import { signUpWithoutEnumeration } from '../../enumeration/without-enumeration.ts';
import type { FactorAttempt, Preparation, PrepareInput } from '../../factors/factor-input.ts';
import { ONE_TAP } from '../../factors/google-one-tap/one-tap-challenge.ts';
import { type FieldProof, requireVerifier } from '../../factors/sign-up-verifiers.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { Browser } from '../../sessions/browser.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';
import { afterPreparing, type Step } from '../step.ts';
import { enterSignUp } from './enter-sign-up.ts';
import { storeSignUp, updateAttempt } from './store-sign-up.ts';

/** Strategies whose fields are all there is to them. */
const NOTHING_TO_PREPARE: ReadonlySet<string> = new Set(['password', 'ticket', ONE_TAP]);

/** Sends or creates what the visitor needs to verify a field. */
export async function prepareVerification(
  services: Services,
  browser: Browser,
  id: string,
  { strategy, input }: Preparation,
): Promise<Step<SignUpRow>> {
  const attempt = await enterSignUp(services, browser, id);
  requireVerifier(services.config, strategy);
  return prepareSignUp(services, { attempt, browser }, strategy, input);
}

/**
 * Goes on with the verification that a request names, if it names one. An attempt that is complete needs none.
 *
 * @throws {ApiError} `verification_strategy_invalid` when the instance does not have it
 */
export async function prepareSignUp(
  services: Services,
  step: Step<SignUpRow>,
  strategy: string | undefined,
  input: PrepareInput,
): Promise<Step<SignUpRow>> {
  const { attempt: row, browser } = step;
  if (!hasPreparation(strategy)) return step;
  const verifier = requireVerifier(services.config, strategy);
  if (row.status === 'complete') return step;
  let attempt = row;
  const quiet = await signUpWithoutEnumeration(services, row.email);
  const attach = async (tx: StorageOps, patch: Partial<SignUpRow>): Promise<void> => {
    attempt = await updateAttempt(tx, row, patch);
  };
  const prepared = await verifier.prepare(quiet, browser, { row, strategy, attach }, input);
  return { attempt, browser: await afterPreparing(services, browser, prepared), authorization: prepared.authorization };
}

/** @throws {ApiError} `verification_strategy_invalid` for a strategy that cannot be prepared and needs to be */
export function requirePreparable({ config }: Pick<Services, 'config'>, strategy: string | undefined): void {
  if (hasPreparation(strategy)) requireVerifier(config, strategy);
}

function hasPreparation(strategy: string | undefined): strategy is string {
  return strategy !== undefined && strategy !== '' && !NOTHING_TO_PREPARE.has(strategy);
}

/** Verifies the proof of a field. The account is made as soon as nothing else is missing. */
export async function attemptVerification(
  services: Services,
  browser: Browser,
  id: string,
  { strategy, input }: FactorAttempt,
): Promise<Step<SignUpRow>> {
  const row = await enterSignUp(services, browser, id);
  const verifier = requireVerifier(services.config, strategy);
  if (!verifier.attempt) throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  return proveField(services, browser, row, await verifier.attempt(services, browser, { row, strategy }, input));
}

/** Stores a proven field and, if nothing else is missing, all that follows from it. */
export function proveField(
  services: Services,
  browser: Browser,
  row: SignUpRow,
  { patch, commit }: FieldProof,
): Promise<Step<SignUpRow>> {
  return storeSignUp(services, browser, {
    next: { ...row, ...patch },
    async change(tx) {
      await commit(tx);
      return updateAttempt(tx, row, patch);
    },
  });
}
