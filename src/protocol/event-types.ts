/**
 * What can happen to a user, a session or something that a user owns. The names are Clerk's webhook names where Clerk
 * has one, and follow its style where it has none. Clerk reports a change of an email address, a password or any other
 * part of a user as `user.updated`; here each has a name of its own.
 *
 * An email address, phone number or wallet is `created` when the user adds it and `verified` once the user has proven
 * to own it. An external account or passkey is `created` once the user can sign in with it, and `verified` when the
 * user turns it on again after a password reset has turned it off.
 *
 * The events of messages, waitlist entries and invitations need no user. `src/protocol/webhook-types.ts` says under which
 * names webhooks send an event.
 */
export type EventType =
  | 'user.created'
  | 'user.updated'
  | 'user.deleted'
  | 'user.locked'
  | 'session.created'
  | 'session.ended'
  | 'session.removed'
  | 'session.revoked'
  | 'session.pending'
  | 'emailAddress.created'
  | 'emailAddress.verified'
  | 'emailAddress.deleted'
  | 'phoneNumber.created'
  | 'phoneNumber.verified'
  | 'phoneNumber.updated'
  | 'phoneNumber.deleted'
  | 'web3Wallet.created'
  | 'web3Wallet.verified'
  | 'web3Wallet.deleted'
  | 'externalAccount.created'
  | 'externalAccount.verified'
  | 'externalAccount.updated'
  | 'externalAccount.deleted'
  | 'passkey.created'
  | 'passkey.verified'
  | 'passkey.updated'
  | 'passkey.deleted'
  | 'password.created'
  | 'password.updated'
  | 'password.deleted'
  | 'totp.created'
  | 'totp.deleted'
  | 'backupCodes.created'
  | 'backupCodes.deleted'
  | 'email.created'
  | 'sms.created'
  | 'waitlistEntry.created'
  | 'waitlistEntry.updated'
  | 'invitation.created'
  | 'invitation.accepted'
  | 'invitation.revoked';
