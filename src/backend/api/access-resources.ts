/* What the Backend API answers about who may come in, with the names that Clerk's SDK gives to it. */

/** A link with which one email address can sign up. */
export interface BackendInvitation {
  id: string;
  emailAddress: string;
  publicMetadata: Record<string, unknown>;
  status: 'pending' | 'accepted' | 'revoked' | 'expired';
  revoked: boolean;
  /** Only in the answer that made it. */
  url?: string;
  expiresAt: number;
  createdAt: number;
  updatedAt: number;
}

/** A person on the waitlist. */
export interface BackendWaitlistEntry {
  id: string;
  emailAddress: string;
  status: 'pending' | 'invited' | 'completed' | 'rejected';
  isLocked: boolean;
  /** The last invitation; null when there is none any more. */
  invitation: BackendInvitation | null;
  createdAt: number;
  updatedAt: number;
}

/** An entry of the allow-list or the block-list. */
export interface BackendListedIdentifier {
  id: string;
  /** An email address, a domain such as `*@acme.example`, a phone number, or a wallet. */
  identifier: string;
  identifierType: 'email_address' | 'phone_number' | 'web3_wallet';
  instanceId: string;
  /** 0 for an entry of the settings. */
  createdAt: number;
  updatedAt: number;
}

/** An entry of the allow-list. */
export interface BackendAllowlistIdentifier extends BackendListedIdentifier {
  /** Id of the invitation that was mailed with it. */
  invitationId?: string;
}
