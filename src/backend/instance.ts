import type { TokenMaker } from './auth.ts';
import type { Connection } from './connection.ts';
import type { Verifier } from './create-verifier.ts';

/** One instance, as the SDK knows it. */
export interface Instance {
  verifier: Verifier;
  connection: Connection;
  /** Suffix of the instance's cookies; empty when no publishable key was given. */
  suffix: string;
  makeToken: TokenMaker;
  /** Returns milliseconds since the epoch. */
  now(): number;
}
