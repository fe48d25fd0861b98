/** First-factor strategies served so far. Unknown ones must not break parsing. */
export type FirstFactorStrategy = 'password' | 'email_code';

/** Strategies that verify an identification: an e-mail address by a mailed code. */
export type VerificationStrategy = 'email_code';

export type Strategy = FirstFactorStrategy | VerificationStrategy;

/** What a user can type to say who they are. */
export type IdentifierType = 'email_address' | 'username';

/** Digits of every one-time code. */
export const CODE_LENGTH = 6;
/** Seconds until a code may be sent again. */
export const RESEND_SECONDS = 30;
