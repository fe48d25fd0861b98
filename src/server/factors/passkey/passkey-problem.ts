/** Why an answer of an authenticator is not accepted. */
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

/** An answer that is not accepted. The reason is for the log; whoever sent the answer need not learn it. */
export class PasskeyProblem extends Error {
  override readonly name = 'PasskeyProblem';
  readonly reason: PasskeyProblemReason;
  constructor(reason: PasskeyProblemReason, options?: ErrorOptions) {
    super(`The passkey was refused: ${reason}.`, options);
    this.reason = reason;
  }
}
