import type { FirstFactorJSON, SecondFactorJSON } from '../../protocol/json/sign-in.ts';
import type { FirstFactorStrategy, SecondFactorStrategy } from '../../protocol/strategies.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import type { CodePurpose } from '../storage/rows.ts';
import type { Impersonation } from '../sessions/start-session.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { Account } from '../users/account.ts';
import type { AttemptInput, PrepareInput } from './factor-input.ts';
import type { StartedAuthorization } from './oauth/authorization.ts';

/**
 * What a proof is needed for: the first factor, the second factor, or trust in a device that is not known yet. Sign-ins
 * and reverifications have levels.
 */
export type FactorLevel = 'first' | 'second' | 'trust';

/** The verification that a sign-in or a reverification waits for. */
export interface FactorContext {
  readonly level: FactorLevel;
  /** What codes and challenges are created for. A code for another purpose is never right. */
  readonly purpose: CodePurpose;
  /** Id of the attempt. */
  readonly subject: string;
  /** The strategy that the request names. Some factors serve several. */
  readonly strategy: string;
  /** The client of the attempt; null when this request creates the attempt. */
  readonly clientId: string | null;
  /** Language of the browser, as the attempt has it; null when it has none. */
  readonly locale: string | null;
  /** Undefined when the proof itself identifies the user, as a passkey does. */
  readonly account: Account | undefined;
  /** The code that was sent last for this level; null when there is none. */
  readonly codeId: string | null;
  /** The challenge that was created last for this level; null when there is none. */
  readonly challengeId: string | null;
  /**
   * Writes the ids of a new code or challenge into the attempt. Part of the transaction that creates it, and may run
   * again.
   *
   * @throws {ApiError} `client_state_invalid` when another request changed the attempt meanwhile
   */
  attach(tx: StorageOps, made: { codeId?: string; challengeId?: string }): Promise<void>;
}

/** What preparing a factor leaves for the caller to do. */
export interface Prepared {
  authorization?: StartedAuthorization;
  /**
   * The browser needs a new cookie. The factor can sign it in without another request of it, as an email link does that
   * is opened in another browser: a cookie that an attacker planted must be worth nothing by then (session fixation).
   */
  needsNewCookie?: boolean;
}

/** A proven factor. The caller completes the step in a transaction that includes `commit`. */
export interface Proof {
  /**
   * Consumes the one-time value, and writes what follows from it.
   *
   * @throws {ApiError} when another request consumed it first
   */
  commit?(tx: StorageOps): Promise<void>;
  /** The account that the proof identified, when the attempt had none. */
  account?: Account;
  /** The proof counts as two factors: a passkey with user verification. */
  satisfiesSecondFactor?: boolean;
  /** Somebody else acts as the user: the proof stands for every factor of theirs. */
  impersonation?: Impersonation;
  /** The user sets a new password next. */
  resetsPassword?: boolean;
}

/** A way to prove who a user is. Each has a folder, and a row in `first-factors.ts` or `second-factors.ts`. */
export interface Factor<FactorJSON = FirstFactorJSON | SecondFactorJSON> {
  /** Whether the factor serves a strategy. */
  handles(strategy: string): boolean;
  /** Returns what the factor offers an account at a level; nothing when the account cannot use it. */
  offer(config: Services['config'], account: Account, level: FactorLevel): FactorJSON[];
  /**
   * Set when the factor needs no identifier. With `prepare`, the attempt gets its challenge before the user is known.
   * With `attempt`, the first request proves and identifies the user.
   */
  readonly identifierless?: 'prepare' | 'attempt';
  /** Sends or creates what the user needs to prove the factor. Absent when nothing is needed. */
  prepare?(services: Services, actor: Actor, attempt: FactorContext, input: PrepareInput): Promise<Prepared>;
  /**
   * Verifies the proof that the user gave. Absent when the proof comes another way.
   *
   * @throws {ApiError} when it is wrong
   */
  attempt?(services: Services, actor: Actor, attempt: FactorContext, input: AttemptInput): Promise<Proof>;
}

export type FirstFactor = Factor<FirstFactorJSON>;
export type SecondFactor = Factor<SecondFactorJSON>;

/** Narrows the name of a first factor that was checked before, for its row. */
export function asFirstFactor(strategy: string): FirstFactorStrategy {
  return strategy as FirstFactorStrategy;
}

/** Narrows the name of a second factor that was checked before, for its row. */
export function asSecondFactor(strategy: string): SecondFactorStrategy {
  return strategy as SecondFactorStrategy;
}

/** Returns the error for a wrong code. */
export function wrongCode(): ApiError {
  return new ApiError('form_code_incorrect', { param: 'code' });
}

/**
 * Returns the columns of an attempt that hold what was sent or made for a factor. Sign-ins and reverifications have the
 * same ones.
 *
 * @param isFirst whether it is for the first factor
 */
export function preparedColumns(
  isFirst: boolean,
  strategy: string,
  { codeId = null, challengeId = null }: { codeId?: string | null; challengeId?: string | null },
) {
  return isFirst
    ? { strategy: asFirstFactor(strategy), code_id: codeId, challenge_id: challengeId }
    : { second_strategy: asSecondFactor(strategy), second_code_id: codeId, second_challenge_id: challengeId };
}
