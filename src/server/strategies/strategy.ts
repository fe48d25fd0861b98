import type { FirstFactorJSON } from '../../protocol/json/sign-in.ts';
import type { FirstFactorStrategy } from '../../protocol/strategies.ts';
import type { Services } from '../services.ts';
import type { EmailAddressRow, SignInRow, UserRow } from '../storage/rows.ts';
import type { Visit } from '../visit.ts';

/** The account an identifier names. */
export interface Account {
  user: UserRow;
  /** Verified ones only, oldest first. */
  emails: readonly EmailAddressRow[];
  /** The address that was typed, if one was. */
  typedEmail: EmailAddressRow | undefined;
}

/** The user proved the factor; what is left belongs into the transaction that completes the attempt. */
export interface Proof {
  /** One-time code to be consumed. */
  codeId?: string;
  /** Hash under current parameters, when the stored one is outdated. */
  newPasswordHash?: string;
}

/** A way to prove who one is at sign-in. */
export interface FirstFactor {
  readonly name: FirstFactorStrategy;
  /** The factors it offers for an account; none when it does not apply. */
  offer(config: Services['config'], account: Account): FirstFactorJSON[];
  /** Sends what the user needs. Absent when nothing has to be sent. */
  prepare?(services: Services, visit: Visit, attempt: SignInRow, account: Account): Promise<void>;
  /**
   * Judges what the user gave.
   *
   * @param attempt undefined when it comes with the very first request
   * @throws {ApiError} when it is wrong
   */
  attempt(services: Services, visit: Visit, attempt: SignInRow | undefined, account: Account): Promise<Proof>;
}
