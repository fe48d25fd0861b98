import type { ClerkWebhookType, FinerWebhookType } from '../webhook-types.ts';
import type { SessionWithActivitiesJSON } from './client.ts';
import type { UserJSON } from './user.ts';

/** A user as the application's server sees them. */
export interface WebhookUserJSON extends UserJSON {
  private_metadata: Record<string, unknown>;
  bypass_client_trust: boolean;
  requires_password_reset: boolean;
  locale: string | null;
}

/** What is left of a user that was deleted. */
export interface UserDeletedJSON {
  object: 'user';
  id: string;
  deleted: true;
  /** The id that another system gave the user, if there was one. */
  external_id?: string;
}

/** A session as the application's server sees it, with its user. */
export interface WebhookSessionJSON extends SessionWithActivitiesJSON {
  client_id: string;
  user_id: string;
  last_active_organization_id: string | null;
  created_at: number;
  updated_at: number;
  /** Null when the user is gone. */
  user: WebhookUserJSON | null;
}

/** An email that the server sends, or leaves to the application. */
export interface EmailJSON {
  object: 'email';
  id: string;
  /** The template, such as `verification_code`. */
  slug: string | null;
  from_email_name: string;
  to_email_address: string;
  /** Null when the address belongs to no user yet. */
  email_address_id: string | null;
  user_id: string | null;
  subject: string;
  body: string;
  body_plain: string | null;
  status: string;
  /**
   * What the template shows. `otp_code` is the code, `magic_link` and `action_url` are links: they are secret, and left out
   * when the server sends the email itself.
   */
  data: Record<string, unknown> | null;
  /** False: the server leaves it to the application to send the email. */
  delivered_by_clerk: boolean;
}

/** A text message that the server sends, or leaves to the application. */
export interface SMSMessageJSON {
  object: 'sms_message';
  id: string;
  slug: string | null;
  from_phone_number: string;
  to_phone_number: string;
  phone_number_id: string | null;
  user_id: string | null;
  message: string;
  status: string;
  /** What the template shows. `otp_code` is the code. */
  data: Record<string, unknown> | null;
  delivered_by_clerk: boolean;
}

/** An invitation to sign up. Its link is a secret and is not part of it. */
export interface WebhookInvitationJSON {
  object: 'invitation';
  id: string;
  email_address: string;
  public_metadata: Record<string, unknown> | null;
  status: 'pending' | 'accepted' | 'revoked' | 'expired';
  revoked?: boolean;
  created_at: number;
  updated_at: number;
}

export interface WebhookWaitlistEntryJSON {
  object: 'waitlist_entry';
  id: string;
  status: 'pending' | 'invited' | 'rejected' | 'completed';
  email_address: string;
  invitation: WebhookInvitationJSON | null;
  is_locked: boolean;
  created_at: number;
  updated_at: number;
}

/** The body of a webhook. */
interface Webhook<Type extends ClerkWebhookType | FinerWebhookType, Data> {
  type: Type;
  object: 'event';
  data: Data;
  /** The request that caused the event; empty texts when there was none. */
  event_attributes: { http_request: { client_ip: string; user_agent: string } };
  /** Milliseconds since the epoch. */
  timestamp: number;
  instance_id: string;
}

type SessionEvent = Extract<ClerkWebhookType, `session.${string}`>;
type InvitationEvent = Extract<FinerWebhookType, `invitation.${string}`>;

export type UserWebhookEvent =
  | Webhook<'user.created' | 'user.updated', WebhookUserJSON>
  | Webhook<'user.deleted', UserDeletedJSON>;
/** A change of a part of a user. */
export type UserPartWebhookEvent = Webhook<Exclude<FinerWebhookType, InvitationEvent>, WebhookUserJSON>;
export type SessionWebhookEvent = Webhook<SessionEvent, WebhookSessionJSON>;
export type EmailWebhookEvent = Webhook<'email.created', EmailJSON>;
export type SMSWebhookEvent = Webhook<'sms.created', SMSMessageJSON>;
export type WaitlistEntryWebhookEvent = Webhook<
  'waitlistEntry.created' | 'waitlistEntry.updated',
  WebhookWaitlistEntryJSON
>;
export type InvitationWebhookEvent = Webhook<InvitationEvent, WebhookInvitationJSON>;

/** What a webhook says. Its `type` tells what its `data` is. */
export type WebhookEvent =
  | UserWebhookEvent
  | UserPartWebhookEvent
  | SessionWebhookEvent
  | EmailWebhookEvent
  | SMSWebhookEvent
  | WaitlistEntryWebhookEvent
  | InvitationWebhookEvent;
