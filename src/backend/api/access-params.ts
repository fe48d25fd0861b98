/* The parameters of calls about who may come in, with the names that Clerk's SDK gives to them. */
import type { PageParams } from './params.ts';

/** A name, with `-` in front for the greatest first. */
type Signed<Name extends string> = Name | `+${Name}` | `-${Name}`;

/** Whom to invite. */
export interface CreateInvitationParams {
  emailAddress: string;
  /** The page with the sign-up form, on an allowed origin. */
  redirectUrl?: string | undefined;
  /** The public metadata of the user who signs up with the invitation. */
  publicMetadata?: Record<string, unknown> | undefined;
  /** Whether to mail the link; default true. */
  notify?: boolean | undefined;
  /** Invite the address although it has a pending invitation, or an account; default false. */
  ignoreExisting?: boolean | undefined;
  /** 1 to 365; default 30. */
  expiresInDays?: number | undefined;
  /** Default `invitation`. */
  templateSlug?: 'invitation' | 'waitlist_invitation' | undefined;
}

/** Which invitations a list holds, in which order. */
export interface InvitationListParams extends PageParams {
  /** Default: all that are not revoked. */
  status?: 'pending' | 'accepted' | 'revoked' | 'expired' | undefined;
  /** A part of the id or the email address. */
  query?: string | undefined;
  /** Default `-created_at`. */
  orderBy?: Signed<'created_at' | 'email_address' | 'expires_at'> | undefined;
}

/** Whom to put on the waitlist. */
export interface CreateWaitlistEntryParams {
  emailAddress: string;
  /** Whether to mail the person that they are on the list; default true. */
  notify?: boolean | undefined;
}

/** Which entries of the waitlist a list holds, in which order. */
export interface WaitlistEntryListParams extends PageParams {
  status?: 'pending' | 'invited' | 'completed' | 'rejected' | undefined;
  /** A part of the id or the email address. */
  query?: string | undefined;
  /** Default `-created_at`. */
  orderBy?: Signed<'created_at' | 'email_address' | 'invited_at'> | undefined;
}

/** An entry for the allow-list. */
export interface CreateAllowlistIdentifierParams {
  /** An email address, a domain such as `*@acme.example`, a phone number in E.164, or a wallet. */
  identifier: string;
  /** Whether to mail an email address an invitation; default false. */
  notify?: boolean | undefined;
}
