import type { Send } from './api/send.ts';
import type { TokenMaker } from './auth.ts';
import type { Connection } from './connection.ts';
import type { Verifier } from './verify/create-verifier.ts';

/** One instance, as the SDK knows it. */
export interface Instance {
  verifier: Verifier;
  connection: Connection;
  /** Suffix of the instance's cookies; empty when no publishable key was given. */
  suffix: string;
  /** Calls the Backend API. */
  send: Send;
  makeToken: TokenMaker;
  /** Returns milliseconds since the epoch. */
  now(): number;
}
