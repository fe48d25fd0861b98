/** Names of OAuth strategies: `oauth_google`, `oauth_custom_acme`. */
export type OAuthStrategy = `oauth_${string}`;

/** Wallet strategies: `web3_metamask_signature`. */
export type Web3Strategy = `web3_${string}_signature`;

/** Ways to prove at sign-in who one is. Unknown ones must not break parsing. */
export type FirstFactorStrategy =
  | 'password'
  | 'email_code'
  | 'email_link'
  | 'phone_code'
  | 'passkey'
  | 'reset_password_email_code'
  | 'reset_password_phone_code'
  | 'ticket'
  | Web3Strategy
  | OAuthStrategy;

/** Ways to prove it once more, after the first factor. */
export type SecondFactorStrategy = 'totp' | 'phone_code' | 'backup_code' | 'email_code' | 'email_link' | 'passkey';

/** Strategies that verify an identification: an address, a number, a wallet, an account elsewhere. */
export type VerificationStrategy = 'email_code' | 'email_link' | 'phone_code' | 'ticket' | Web3Strategy | OAuthStrategy;

export type Strategy = FirstFactorStrategy | SecondFactorStrategy | VerificationStrategy;

/** What a user can type to say who they are. */
export type IdentifierType = 'email_address' | 'phone_number' | 'username';

/** Digits of every one-time code. */
export const CODE_LENGTH = 6;
/** Seconds until a code may be sent again. */
export const RESEND_SECONDS = 30;
/** Seconds until a link may be sent again. */
export const LINK_RESEND_SECONDS = 60;
