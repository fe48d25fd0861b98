import type { FirstFactorJSON, SecondFactorJSON } from '../../protocol/json/sign-in.ts';
import type { FirstFactorStrategy, SecondFactorStrategy } from '../../protocol/strategies.ts';
import type { Services } from '../services.ts';
import type { CodePurpose } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { Account } from '../users/account.ts';
import type { Browser } from '../sessions/browser.ts';
import type { StartedAuthorization } from './oauth/authorization.ts';

/**
 * What a proof is needed for: the first factor, the second one, or trust in a device that is not known yet. Signing
 * in asks for them, and so does proving again later who one is.
 */
export type FactorLevel = 'first' | 'second' | 'trust';

/** One verification under way: of a sign-in, or of a reverification. */
export interface FactorContext {
  readonly level: FactorLevel;
  /** What codes and challenges are made for; one for anything else is never right. */
  readonly purpose: CodePurpose;
  /** Id of the attempt. */
  readonly subject: string;
  /** The strategy that was asked for, for those that serve several. */
  readonly strategy: string;
  /** The browser the attempt belongs to; null when it comes into being with this request. */
  readonly clientId: string | null;
  /** Undefined when the proof itself tells who it is, as a passkey does. */
  readonly account: Account | undefined;
  /** What was sent or made last for this level; null = nothing. */
  readonly codeId: string | null;
  readonly challengeId: string | null;
  /**
   * Writes what was sent or made into the attempt. Part of the transaction that makes it, and may be run again.
   *
   * @throws {ApiError} `client_state_invalid` when the attempt went on meanwhile
   */
  attach(tx: StorageOps, made: { codeId?: string; challengeId?: string }): Promise<void>;
}

/** What a step that prepared a proof changed besides the attempt. */
export interface Prepared {
  /** The browser, when it has a new cookie. */
  browser?: Browser;
  authorization?: StartedAuthorization;
}

/** Something was proven; what follows from it belongs into the transaction that completes the step. */
export interface Proof {
  /**
   * Takes the one-time value, and writes what came of it.
   *
   * @throws {ApiError} when another request took it first
   */
  commit?(tx: StorageOps): Promise<void>;
  /** Whom it proved, where nobody was named before. */
  account?: Account;
  /** It counts as two factors: a passkey with user verification. */
  satisfiesSecondFactor?: boolean;
  /** What follows is a new password. */
  resetsPassword?: boolean;
}

/** A way to prove who one is. Each is one file and one row of the tables `first-factors.ts`, `second-factors.ts`. */
export interface Factor<FactorJSON = FirstFactorJSON | SecondFactorJSON> {
  /** Does it serve this strategy? */
  handles(strategy: string): boolean;
  /** The factors it offers for an account at that level; none when it does not apply. */
  offer(config: Services['config'], account: Account, level: FactorLevel): FactorJSON[];
  /**
   * Without an identifier: `prepare` makes the challenge of an attempt in which nobody is named yet, `attempt` proves
   * with the very first request who it is.
   */
  readonly startsWith?: 'prepare' | 'attempt';
  /** Sends or makes what the user needs. Absent when nothing has to be. */
  prepare?(services: Services, browser: Browser, ceremony: FactorContext): Promise<Prepared | void>;
  /**
   * Judges what the user gave.
   *
   * @throws {ApiError} when it is wrong
   */
  attempt?(services: Services, browser: Browser, ceremony: FactorContext): Promise<Proof>;
}

export type FirstFactor = Factor<FirstFactorJSON>;
export type SecondFactor = Factor<SecondFactorJSON>;

/** Narrows a checked name for the row it is written to. */
export function asFirstFactor(strategy: string): FirstFactorStrategy {
  return strategy as FirstFactorStrategy;
}

export function asSecondFactor(strategy: string): SecondFactorStrategy {
  return strategy as SecondFactorStrategy;
}
