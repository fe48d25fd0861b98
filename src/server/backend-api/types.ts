// What the operator calls on a server, and what the calls return. These types are public, so nothing here leads to the storage.
import type { TicketStatus } from '../factors/ticket/ticket.ts';
import type { Scope } from './scopes.ts';

/** A ticket when it is created. This is the only time that its token and URL can be seen. */
export type Issued<Ticket> = Ticket & { token: string; url: string };

/** What invitations and sign-in tokens have in common. */
export interface Ticket {
  id: string;
  status: TicketStatus;
  expiresAt: Date;
  createdAt: Date;
}

export interface NewInvitation {
  emailAddress: string;
  /** The page with the sign-up form, on an allowed origin; default: the instance's sign-up page. */
  redirectUrl?: string | undefined;
  /** The public metadata of the user who signs up with the invitation. */
  publicMetadata?: Record<string, unknown> | undefined;
  /** How long the invitation can be used, in days: 1 to 365; default 30. */
  expiresInDays?: number | undefined;
  /** Whether to mail the link; default true. */
  notify?: boolean | undefined;
  /** Invite the address although it has a pending invitation, or an account; default false. */
  ignoreExisting?: boolean | undefined;
  /** What the mail says: that they are invited (default), or that their place on the waitlist has come up. */
  template?: 'invitation' | 'waitlist_invitation' | undefined;
}

/** A link with which one email address can sign up, even where sign-up is restricted. */
export interface Invitation extends Ticket {
  emailAddress: string;
  publicMetadata: Record<string, unknown>;
}

/** The operator's invitations. */
export interface Invitations {
  /**
   * Invites an email address to sign up, and mails it the link.
   *
   * @returns the invitation with its token and URL; neither can be seen again
   * @throws {ApiError} `form_identifier_exists` when the address has an account; `duplicate_record` when it has a pending
   *   invitation; `service_unavailable` when the mail could not be sent; `form_param_…` for a wrong value
   * @example await server.invitations.create({ emailAddress: 'bo@example.com' });
   */
  create(input: NewInvitation): Promise<Issued<Invitation>>;
  /**
   * Revokes an invitation.
   *
   * @returns false when the invitation was accepted, revoked or had expired before
   * @throws {ApiError} `resource_not_found`
   */
  revoke(id: string): Promise<boolean>;
  /** Lists the invitations, newest first, at most 1,000. */
  list(): Promise<Invitation[]>;
}

export interface NewSignInToken {
  userId: string;
  /** How long the token can be used, in seconds: 1 to 2592000 (30 days, the default). */
  expiresInSeconds?: number;
}

/** A token that signs a user in once. */
export interface SignInToken extends Ticket {
  userId: string;
}

/** The operator's sign-in tokens. */
export interface SignInTokens {
  /**
   * Creates a token that signs a user in once. A user with a second factor is still asked for it.
   *
   * @returns the token, and the URL that signs the user in; neither can be seen again
   * @throws {ApiError} `resource_not_found` when there is no such user, or `form_param_value_invalid`
   * @example const { url } = await server.signInTokens.create({ userId: 'user_…' });
   */
  create(input: NewSignInToken): Promise<Issued<SignInToken>>;
  /**
   * Revokes a token.
   *
   * @returns false when the token was used, revoked or had expired before
   * @throws {ApiError} `resource_not_found`
   */
  revoke(id: string): Promise<boolean>;
}

export interface NewSecretKey {
  /** A name for lists, up to 100 characters; default empty. */
  name?: string;
  /** What the key may do; default everything. */
  scopes?: readonly Scope[];
}

/** A secret key as lists show it. The key itself can be seen only when it is created. */
export interface SecretKey {
  /** Null for the key that the setting `secretKey` names: it is revoked there. */
  id: string | null;
  name: string;
  /** The last four characters of the key. */
  lastFour: string;
  /** Null: everything. */
  scopes: readonly Scope[] | null;
  createdAt: Date | null;
  /** To the minute; null when the key has never been used, and for the key of the setting. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

/** The operator's secret keys of the Backend API. */
export interface SecretKeys {
  /**
   * Creates a secret key. An instance may have several.
   *
   * @returns the key: `sk_live_…` in production, `sk_test_…` in development. It cannot be seen again
   * @throws {ApiError} `form_param_value_invalid` for an unknown scope, `form_param_max_length_exceeded` for a long name
   * @example const { key } = await server.secretKeys.create({ name: 'web', scopes: ['users:read'] });
   */
  create(input?: NewSecretKey): Promise<SecretKey & { key: string }>;
  /** Lists the keys, newest first, also those that are revoked; at most 1,000. */
  list(): Promise<SecretKey[]>;
  /**
   * Revokes a key. Requests with it are refused from now on.
   *
   * @returns false when the key was revoked before
   * @throws {ApiError} `resource_not_found`
   */
  revoke(id: string): Promise<boolean>;
}
