/** Who asked for a message, as the server saw them. Claims of a browser: shown to people, never trusted. */
export interface Requester {
  /** Browser and system, such as `Firefox on Linux`; null when unknown. */
  device: string | null;
  /** City and country, or the IP address when nothing better is known; null when unknown. */
  place: string | null;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What a link or a code is for, so that the mail can say it. */
export type MailPurpose = 'sign_in' | 'sign_up' | 'verify_address' | 'new_device' | 'reverification';

/** What happened to an account that its owner has to hear of. */
export type NotificationKind =
  | 'account_locked'
  | 'backup_codes_created'
  | 'connected_account_added'
  | 'connected_account_removed'
  | 'email_address_added'
  | 'email_address_removed'
  | 'new_sign_in'
  | 'passkey_added'
  | 'passkey_removed'
  | 'password_added'
  | 'password_changed'
  | 'password_removed'
  | 'phone_number_added'
  | 'phone_number_removed'
  | 'phone_second_factor_disabled'
  | 'phone_second_factor_enabled'
  | 'primary_email_address_changed'
  | 'totp_disabled'
  | 'totp_enabled'
  | 'username_changed'
  | 'username_removed'
  | 'wallet_added'
  | 'wallet_removed';

interface Mail {
  /** One e-mail address. */
  to: string;
  channel: 'email';
  code?: string;
  url?: string;
  expiresInMinutes?: number;
}

interface CodeMail extends Mail {
  code: string;
  /** Minutes the code is good for. */
  expiresInMinutes: number;
  requester?: Requester;
}

/** A way to sign in that was switched off when the password was reset. */
export interface SuspendedMethod {
  kind: 'email_address' | 'phone_number' | 'web3_wallet' | 'external_account' | 'passkey';
  /** An address, a masked number, the name of a passkey or provider. */
  name: string;
  /** Milliseconds. */
  addedAt: number;
  /** Milliseconds; null when it is not known. */
  lastUsedAt: number | null;
}

/** A mail, by its template. */
export type EmailMessage =
  | (CodeMail & { template: 'verification_code' })
  /** Lets somebody set a new password. */
  | (CodeMail & { template: 'reset_password_code' })
  /** The password was right and the device is not known yet. `url` when links are on. */
  | (CodeMail & { template: 'new_device' })
  /** A link, and a code for whoever reads mail on another device. `url` is the inert page of the Frontend API. */
  | (CodeMail & { template: 'email_link'; url: string; purpose: MailPurpose; requester: Requester })
  /** Somebody tried to sign up with an address that has an account. `url` is the sign-in page. */
  | (Mail & { template: 'account_exists'; url?: string; requester?: Requester })
  | (Mail & { template: 'methods_suspended'; methods: readonly SuspendedMethod[]; requester: Requester })
  | (Mail & { template: 'invitation'; url: string; expiresInDays: number })
  | (Mail & {
      template: 'notification';
      kind: NotificationKind;
      /** What it happened to: an address, a masked number, the name of a passkey or provider. */
      item?: string;
      requester?: Requester;
    });

/** A text message, by its template. */
export interface SmsMessage {
  /** One phone number in E.164. */
  to: string;
  channel: 'sms';
  template: 'verification_code';
  code: string;
  url?: string;
  /** Minutes the code is good for. */
  expiresInMinutes: number;
}

/** What the attempts ask to be sent. The words are made by the delivery from the template. */
export type OutgoingMessage = EmailMessage | SmsMessage;

/** A message kept in test mode, newest first in `GET /__dev/messages`. */
export interface DevMessage {
  id: string;
  to: string;
  channel: 'email' | 'sms';
  template: string;
  /** That of a mail; messages kept by an earlier release have none. */
  subject?: string;
  code?: string;
  url?: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** Sends one message. Rejects when it could not be handed over; the caller answers 503. */
export interface Delivery<Message extends OutgoingMessage = OutgoingMessage> {
  send(message: Message): Promise<void>;
}
