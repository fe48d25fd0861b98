/**
 * Verifies the webhooks of an instance, as `@clerk/backend/webhooks` does.
 *
 * @example
 * import { verifyWebhook } from 'clerk-widgets/backend/webhooks';
 *
 * const event = await verifyWebhook(request);
 *
 * @module clerk-widgets/backend/webhooks
 */
export {
  type RawWebhookRequest,
  type VerifyWebhookOptions,
  verifyWebhook,
  WebhookVerificationError,
} from '../../backend/verify/verify-webhook.ts';
export type {
  EmailJSON,
  EmailWebhookEvent,
  InvitationWebhookEvent,
  SessionWebhookEvent,
  SMSMessageJSON,
  SMSWebhookEvent,
  UserDeletedJSON,
  UserPartWebhookEvent,
  UserWebhookEvent,
  WaitlistEntryWebhookEvent,
  WebhookEvent,
  WebhookInvitationJSON,
  WebhookSessionJSON,
  WebhookUserJSON,
  WebhookWaitlistEntryJSON,
} from '../../protocol/json/webhook.ts';
export type { WebhookEventType } from '../../protocol/webhook-types.ts';
