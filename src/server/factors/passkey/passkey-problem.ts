/** Why the server refuses an authenticator's answer. */
export type PasskeyProblemReason =
  | 'malformed'
  | 'type'
  | 'challenge'
  | 'origin'
  | 'cross-origin'
  | 'rp-id'
  | 'user-presence'
  | 'user-verification'
  | 'algorithm'
  | 'user-handle'
  | 'counter'
  | 'signature';

/** A refused answer of an authenticator. The reason goes into the log, and not to the client. */
export class PasskeyProblem extends Error {
  override readonly name = 'PasskeyProblem';
  readonly reason: PasskeyProblemReason;
  constructor(reason: PasskeyProblemReason, options?: ErrorOptions) {
    super(`The passkey was refused: ${reason}.`, options);
    this.reason = reason;
  }
}
