import type { EventType } from './event-types.ts';

/** The events of Clerk's webhooks that this release has. Receivers that were written for Clerk know these names. */
export const CLERK_WEBHOOK_TYPES = [
  'user.created',
  'user.updated',
  'user.deleted',
  'session.created',
  'session.ended',
  'session.removed',
  'session.revoked',
  'session.pending',
  'waitlistEntry.created',
  'waitlistEntry.updated',
  'email.created',
  'sms.created',
] as const satisfies readonly EventType[];

/**
 * Names that Clerk's types do not have. An endpoint gets them when it asks for them by name. Those of a part of the user,
 * such as `password.updated`, come besides the `user.updated` of the same change and have the same data.
 */
export const FINER_WEBHOOK_TYPES = [
  'user.locked',
  'emailAddress.created',
  'emailAddress.verified',
  'emailAddress.deleted',
  'phoneNumber.created',
  'phoneNumber.verified',
  'phoneNumber.updated',
  'phoneNumber.deleted',
  'web3Wallet.created',
  'web3Wallet.verified',
  'web3Wallet.deleted',
  'externalAccount.created',
  'externalAccount.verified',
  'externalAccount.updated',
  'externalAccount.deleted',
  'passkey.created',
  'passkey.verified',
  'passkey.updated',
  'passkey.deleted',
  'password.created',
  'password.updated',
  'password.deleted',
  'totp.created',
  'totp.deleted',
  'backupCodes.created',
  'backupCodes.deleted',
  'invitation.created',
  'invitation.accepted',
  'invitation.revoked',
] as const satisfies readonly Exclude<EventType, ClerkWebhookType>[];

/** The events that carry one-time codes and links. An endpoint gets them when it asks for them by name. */
export const SECRET_WEBHOOK_TYPES = ['email.created', 'sms.created'] as const satisfies readonly ClerkWebhookType[];

/** What an endpoint gets that names no events. */
export const DEFAULT_WEBHOOK_TYPES: readonly ClerkWebhookType[] = CLERK_WEBHOOK_TYPES.filter(
  (type) => !SECRET_WEBHOOK_TYPES.includes(type as SecretWebhookType),
);

export type ClerkWebhookType = (typeof CLERK_WEBHOOK_TYPES)[number];
export type FinerWebhookType = (typeof FINER_WEBHOOK_TYPES)[number];
export type SecretWebhookType = (typeof SECRET_WEBHOOK_TYPES)[number];

/** Every name that an endpoint may ask for. Each event type is one of them. */
export type WebhookEventType = ClerkWebhookType | FinerWebhookType;

/** Every name that an endpoint may ask for. */
export const WEBHOOK_TYPES: readonly WebhookEventType[] = [...CLERK_WEBHOOK_TYPES, ...FINER_WEBHOOK_TYPES];

export function isWebhookType(text: string): text is WebhookEventType {
  return (WEBHOOK_TYPES as readonly string[]).includes(text);
}

/** Returns the names under which an event is sent: Clerk's first, then the finer one if there is one. */
export function webhookTypesOf(type: EventType): readonly WebhookEventType[] {
  if ((CLERK_WEBHOOK_TYPES as readonly EventType[]).includes(type)) return [type];
  return type.startsWith('invitation.') ? [type] : ['user.updated', type];
}
