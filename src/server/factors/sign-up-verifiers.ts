import type { SignUpField } from '../../protocol/json/sign-up.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import type { SignUpRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { emailCodeVerifier } from './code/email-code.ts';
import { phoneCodeVerifier } from './code/phone-code.ts';
import type { Prepared } from './factor.ts';
import type { AttemptInput, PrepareInput } from './factor-input.ts';
import { emailLinkVerifier } from './link/email-link.ts';
import { oauthVerifier } from './oauth/oauth.ts';
import { web3Verifier } from './wallet/web3-signature.ts';

/** What a sign-up verifies: a field, or an account at a provider. */
export type VerifiedField = Extract<SignUpField, 'email_address' | 'phone_number' | 'web3_wallet'> | 'external_account';

/** The sign-up that a verifier works for. */
export interface SignUpContext {
  readonly row: SignUpRow;
  /** The strategy that the request names. Some verifiers serve several. */
  readonly strategy: string;
}

export interface SignUpPreparation extends SignUpContext {
  /**
   * Writes what was sent or created into the sign-up. Part of the transaction that creates it, and may run again.
   *
   * @throws {ApiError} `client_state_invalid` when another request changed the sign-up meanwhile
   */
  attach(tx: StorageOps, patch: Partial<SignUpRow>): Promise<void>;
}

/** A verified field. The caller completes the step in a transaction that includes `commit`. */
export interface FieldProof {
  patch: Partial<SignUpRow>;
  /** Consumes the one-time value. @throws {ApiError} when another request consumed it first */
  commit(tx: StorageOps): Promise<void>;
}

/** A way to verify a field of a sign-up. Each has a row in the table below. */
export interface SignUpVerifier {
  readonly field: VerifiedField;
  /** Whether the verifier serves a strategy. */
  handles(strategy: string): boolean;
  /** Returns the strategies that the instance has. */
  offer(config: Services['config']): string[];
  /** Sends or creates what the visitor needs. */
  prepare(services: Services, actor: Actor, attempt: SignUpPreparation, input: PrepareInput): Promise<Prepared>;
  /** Verifies what the visitor gave. Absent when the proof comes another way. @throws {ApiError} when it is wrong */
  attempt?(services: Services, actor: Actor, attempt: SignUpContext, input: AttemptInput): Promise<FieldProof>;
}

/** The verifiers in the order in which they are offered. */
const VERIFIERS: readonly SignUpVerifier[] = [
  emailCodeVerifier,
  emailLinkVerifier,
  phoneCodeVerifier,
  web3Verifier,
  oauthVerifier,
];

/** @throws {ApiError} `verification_strategy_invalid` when the instance does not have the strategy */
export function requireVerifier(config: Services['config'], strategy: string): SignUpVerifier {
  const verifier = VERIFIERS.find((each) => each.handles(strategy));
  if (!verifier?.offer(config).includes(strategy)) {
    throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  }
  return verifier;
}

/** Returns the strategies with which the instance verifies a field. */
export function supportedStrategies(config: Services['config'], field: VerifiedField): string[] {
  return VERIFIERS.filter((each) => each.field === field).flatMap((each) => each.offer(config));
}
