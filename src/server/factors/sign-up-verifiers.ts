import type { SignUpField } from '../../protocol/json/sign-up.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { SignUpRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { Browser } from '../sessions/browser.ts';
import type { Prepared } from './factor.ts';
import { emailCodeVerifier } from './code/email-code-verifier.ts';
import { emailLinkVerifier } from './link/email-link-verifier.ts';
import { oauthVerifier } from './oauth/oauth-verifier.ts';
import { phoneCodeVerifier } from './code/phone-code-verifier.ts';
import { web3Verifier } from './wallet/web3-verifier.ts';

/** What a sign-up verifies: a field, or who somebody is elsewhere. */
export type VerifiedField = Extract<SignUpField, 'email_address' | 'phone_number' | 'web3_wallet'> | 'external_account';

/** A field was proven; what follows belongs into the transaction of the step. */
export interface FieldProof {
  patch: Partial<SignUpRow>;
  /** Takes the one-time value. @throws {ApiError} when another request took it first */
  commit(tx: StorageOps): Promise<void>;
}

/** Writes into the attempt, as part of a transaction. @throws {ApiError} when it went on meanwhile */
export type WriteSignUp = (tx: StorageOps, patch: Partial<SignUpRow>) => Promise<void>;

/** A way to verify what a visitor gave at sign-up. Each is one file and one row of the table below. */
export interface SignUpVerifier {
  readonly field: VerifiedField;
  handles(strategy: string): boolean;
  /** The strategies the instance has switched on. */
  offer(config: Services['config']): string[];
  /** Sends or makes what the visitor needs. */
  prepare(
    services: Services,
    browser: Browser,
    row: SignUpRow,
    strategy: string,
    write: WriteSignUp,
  ): Promise<Prepared | void>;
  /** Judges what the visitor gave. Absent when the answer comes another way. @throws {ApiError} when it is wrong */
  attempt?(services: Services, browser: Browser, row: SignUpRow, strategy: string): Promise<FieldProof>;
}

/** In the order they are offered. */
const VERIFIERS: readonly SignUpVerifier[] = [
  emailCodeVerifier,
  emailLinkVerifier,
  phoneCodeVerifier,
  web3Verifier,
  oauthVerifier,
];

/** @throws {ApiError} `verification_strategy_invalid` when the instance does not have it */
export function findVerifier(config: Services['config'], strategy: string): SignUpVerifier {
  const verifier = VERIFIERS.find((each) => each.handles(strategy));
  if (!verifier?.offer(config).includes(strategy)) {
    throw new ApiError('verification_strategy_invalid', { param: 'strategy' });
  }
  return verifier;
}

/** How the instance verifies a field. */
export function supportedStrategies(config: Services['config'], field: VerifiedField): string[] {
  return VERIFIERS.filter((each) => each.field === field).flatMap((each) => each.offer(config));
}
