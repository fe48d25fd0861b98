import type { OAuthStrategy, Web3Strategy } from '../../../protocol/strategies.ts';

export type { OAuthStrategy, Web3Strategy };

export interface EmailFactor<Name extends string = 'email_code' | 'email_link' | 'reset_password_email_code'> {
  strategy: Name;
  safeIdentifier: string;
  emailAddressId: string;
  primary?: boolean;
}

export interface PhoneFactor<Name extends string = 'phone_code' | 'reset_password_phone_code'> {
  strategy: Name;
  safeIdentifier: string;
  phoneNumberId: string;
  primary?: boolean;
  default?: boolean;
}

export type FirstFactor =
  | { strategy: 'password' }
  | { strategy: 'passkey' }
  | { strategy: 'ticket' }
  | EmailFactor
  | PhoneFactor
  | { strategy: Web3Strategy; web3WalletId: string; primary?: boolean }
  | { strategy: OAuthStrategy }
  | { strategy: 'enterprise_sso' };

export type SecondFactor =
  | { strategy: 'totp' }
  | { strategy: 'backup_code' }
  | { strategy: 'passkey' }
  | EmailFactor<'email_code' | 'email_link'>
  | PhoneFactor<'phone_code'>;

/** The factors by the names of Clerk's types, which the code of its guides imports. */
export type SignInFirstFactor = FirstFactor;
export type SignInSecondFactor = SecondFactor;
export type EmailCodeFactor = EmailFactor<'email_code'>;
export type EmailLinkFactor = EmailFactor<'email_link'>;
export type PhoneCodeFactor = PhoneFactor<'phone_code'>;
export type ResetPasswordEmailCodeFactor = EmailFactor<'reset_password_email_code'>;
export type ResetPasswordPhoneCodeFactor = PhoneFactor<'reset_password_phone_code'>;
export type PasswordFactor = Extract<FirstFactor, { strategy: 'password' }>;
export type PasskeyFactor = Extract<FirstFactor, { strategy: 'passkey' }>;
export type OauthFactor = Extract<FirstFactor, { strategy: OAuthStrategy }>;
export type TOTPFactor = Extract<SecondFactor, { strategy: 'totp' }>;
export type BackupCodeFactor = Extract<SecondFactor, { strategy: 'backup_code' }>;

/** Parameters of `prepare…`: the strategy, and the address, number or wallet to use. */
export interface FactorParams {
  strategy: string;
  emailAddressId?: string;
  phoneNumberId?: string;
  web3WalletId?: string;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  /** This page shows `matchNumber`, so the link may be confirmed on another device. */
  numberMatch?: boolean;
}

/** Parameters of `attempt…`: the strategy, and what it verifies. */
export interface AttemptParams {
  strategy: string;
  code?: string;
  password?: string;
  signature?: string;
  token?: string;
  ticket?: string;
  /** The browser's answer, as JSON text. */
  publicKeyCredential?: string;
}
