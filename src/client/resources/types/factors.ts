import type { OAuthStrategy, Web3Strategy } from '../../../protocol/strategies.ts';

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
  | { strategy: OAuthStrategy };

export type SecondFactor =
  | { strategy: 'totp' }
  | { strategy: 'backup_code' }
  | { strategy: 'passkey' }
  | EmailFactor<'email_code' | 'email_link'>
  | PhoneFactor<'phone_code'>;

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
