/** Names of OAuth strategies: `oauth_google`, `oauth_custom_acme`. */
export type OAuthStrategy = `oauth_${string}`;

/** Wallet strategies: `web3_metamask_signature`. */
export type Web3Strategy = `web3_${string}_signature`;

/** First factors of a sign-in. Parsers have to accept others too. */
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

/** Second factors of a sign-in. */
export type SecondFactorStrategy = 'totp' | 'phone_code' | 'backup_code' | 'email_code' | 'email_link' | 'passkey';

/** Strategies that verify an identification: an email address, a phone number, a wallet, an account at a provider. */
export type VerificationStrategy =
  | 'email_code'
  | 'email_link'
  | 'phone_code'
  | 'ticket'
  /** The Backend API created it as verified. */
  | 'admin'
  | Web3Strategy
  | OAuthStrategy;

export type Strategy = FirstFactorStrategy | SecondFactorStrategy | VerificationStrategy;

/** What a user can type to name their account. */
export type IdentifierType = 'email_address' | 'phone_number' | 'username';

/** Whether the first screen of a sign-in can do without more than an identifier, a password and a link to reset it. */
export function isPlainFactor(strategy: string): boolean {
  return /^(password|email|ticket|reset)/.test(strategy);
}

/** Whether a strategy leads to a provider or a wallet, which the first screen of a sign-up offers too. */
export function isProviderFactor(strategy: string): boolean {
  return /^(oauth|web3)_/.test(strategy);
}

/** Number of digits of a one-time code. */
export const CODE_LENGTH = 6;
/** Seconds until another code may be sent. */
export const RESEND_SECONDS = 30;
/** Seconds until another link may be sent. */
export const LINK_RESEND_SECONDS = 60;
