import type { JsonObject } from '../expressions/evaluate.ts';
import type { Language } from '../../localization/languages.ts';

/**
 * The device that asked for a message, as the server saw it, in the language of the message. A browser can claim anything:
 * show it, never trust it.
 */
export interface Requester {
  /** Browser and system, such as `Firefox on Linux`; null when unknown. */
  device: string | null;
  /** City, country and IP address, as far as they are known, such as `Lisbon, Portugal (203.0.113.7)`; null when unknown. */
  place: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What a link or a code is for, so that the mail can say it. */
export type MailPurpose = 'sign_in' | 'sign_up' | 'verify_address' | 'new_device' | 'reverification';

/** A change of an account that its owner is told about. */
export type NotificationKind =
  | 'account_deleted'
  | 'account_locked'
  | 'backup_codes_created'
  | 'backup_codes_removed'
  | 'connected_account_added'
  | 'connected_account_removed'
  | 'default_phone_number_changed'
  | 'email_address_added'
  | 'email_address_removed'
  | 'new_sign_in'
  | 'passkey_added'
  | 'passkey_removed'
  | 'passkey_renamed'
  | 'password_added'
  | 'password_changed'
  | 'password_removed'
  | 'phone_number_added'
  | 'phone_number_removed'
  | 'phone_second_factor_disabled'
  | 'phone_second_factor_enabled'
  | 'primary_email_address_changed'
  | 'primary_phone_number_changed'
  | 'primary_wallet_changed'
  | 'session_revoked'
  | 'totp_disabled'
  | 'totp_enabled'
  | 'username_changed'
  | 'username_removed'
  | 'wallet_added'
  | 'wallet_removed';

interface Mail {
  /** One email address. */
  to: string;
  channel: 'email';
  /** Of the reader; default: the setting `defaultLocale`. */
  language?: Language;
  code?: string;
  url?: string;
  expiresInMinutes?: number;
}

interface CodeMail extends Mail {
  code: string;
  /** How long the code is valid. */
  expiresInMinutes: number;
  requester?: Requester;
}

/** A sign-in method that a password reset has switched off. */
export interface SuspendedMethod {
  kind: 'email_address' | 'phone_number' | 'web3_wallet' | 'external_account' | 'passkey';
  /** An address, a masked number, the name of a passkey or provider. */
  name: string;
  /** Milliseconds since the epoch. */
  addedAt: number;
  /** The browser it was added with, such as `Firefox on Linux`; null when unknown. */
  addedOn: string | null;
  /** Milliseconds since the epoch; null when unknown. */
  lastUsedAt: number | null;
}

/** A mail, by its template. */
export type EmailMessage =
  | (CodeMail & { template: 'verification_code' })
  /** The code lets the user set a new password. */
  | (CodeMail & { template: 'reset_password_code' })
  /** A device that is not known yet has given the right password. `url` when links are on. */
  | (CodeMail & { template: 'new_device' })
  /**
   * A link, and a code for people who read mail on another device. `url` is a page of the Frontend API that changes
   * nothing.
   */
  | (CodeMail & { template: 'email_link'; url: string; purpose: MailPurpose; requester: Requester })
  /** A sign-up gave an address that has an account. `url` is the sign-in page. */
  | (Mail & { template: 'account_exists'; url?: string; requester?: Requester })
  | (Mail & { template: 'methods_suspended'; methods: readonly SuspendedMethod[]; requester: Requester })
  /** `waitlist_invitation`: to a person who has waited for it. */
  | (Mail & {
      template: 'invitation' | 'waitlist_invitation';
      url: string;
      expiresInDays: number;
      publicMetadata?: JsonObject;
    })
  /** An administrator has put the address on the waitlist. */
  | (Mail & { template: 'waitlist_confirmation' })
  | (Mail & {
      template: 'notification';
      kind: NotificationKind;
      /** What changed: an address, a masked number, the name of a passkey or provider. */
      item?: string;
      requester?: Requester;
    });

/** A text message, by its template. */
export interface SmsMessage {
  /** One phone number in E.164. */
  to: string;
  channel: 'sms';
  /** Of the reader; default: the setting `defaultLocale`. */
  language?: Language;
  template: 'verification_code';
  code: string;
  url?: string;
  /** How long the code is valid. */
  expiresInMinutes: number;
}

/** A message that the domain asks to be sent. The delivery writes its text from the template. */
export type OutgoingMessage = EmailMessage | SmsMessage;

/** A message kept in test mode, newest first in `GET /__dev/messages`. */
export interface DevMessage {
  id: string;
  to: string;
  channel: 'email' | 'sms';
  template: string;
  /** Only a mail has one. Mails kept by an earlier release have none. */
  subject?: string;
  code?: string;
  url?: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Why a message is sent, as far as it is known. Webhooks tell of it. */
export interface MessageCause {
  ip: string | null;
  userAgent?: string | null;
  /** Id of the user that the message is about. */
  userId?: string;
}

/** Sends messages. */
export interface Delivery<Message extends OutgoingMessage = OutgoingMessage> {
  /**
   * Sends one message.
   *
   * @param cause the request that asked for it
   * @throws {UndeliverableError} when this recipient will never get messages
   * @throws {Error} when the message could not be handed over
   */
  send(message: Message, cause?: MessageCause): Promise<void>;
  /** Keeps a message that the application delivers, in test mode. */
  keep?(message: Message): Promise<void>;
}

/**
 * The message was refused because of its recipient, so there is no point in a retry. It names neither recipient nor
 * code.
 */
export class UndeliverableError extends Error {
  override readonly name = 'UndeliverableError';
}
