import type {
  CreateAllowlistIdentifierParams,
  CreateInvitationParams,
  CreateWaitlistEntryParams,
  InvitationListParams,
  WaitlistEntryListParams,
} from './access-params.ts';
import type {
  BackendAllowlistIdentifier,
  BackendInvitation,
  BackendListedIdentifier,
  BackendWaitlistEntry,
} from './access-resources.ts';
import type { PageParams } from './params.ts';
import type { BackendDeleted, BackendPage } from './resources.ts';
import { idOf, type Send } from './send.ts';

/** Invitations to sign up. */
export interface InvitationsApi {
  /** Lists a page of the invitations, without those that are revoked unless `status` asks for them. */
  getInvitationList(params?: InvitationListParams): Promise<BackendPage<BackendInvitation>>;
  /**
   * Invites an email address, and mails it the link unless `notify` is false.
   *
   * @example
   * await clerk.invitations.createInvitation({ emailAddress: 'bo@example.com', expiresInDays: 7 });
   */
  createInvitation(params: CreateInvitationParams): Promise<BackendInvitation>;
  /** Creates up to ten invitations, or none when one of them is refused. */
  createInvitationBulk(params: CreateInvitationParams[]): Promise<BackendInvitation[]>;
  /** Revokes an invitation that is pending. */
  revokeInvitation(invitationId: string): Promise<BackendInvitation>;
  /** Deletes an invitation, whatever its status. */
  deleteInvitation(invitationId: string): Promise<BackendDeleted>;
}

/** The people who wait for an invitation. */
export interface WaitlistEntriesApi {
  /** Lists a page of the entries. */
  list(params?: WaitlistEntryListParams): Promise<BackendPage<BackendWaitlistEntry>>;
  /** Puts an email address on the waitlist. One that is on it already stays as it is. */
  create(params: CreateWaitlistEntryParams): Promise<BackendWaitlistEntry>;
  /** Puts up to 50 email addresses on the waitlist, or none when one of them is refused. */
  createBulk(params: CreateWaitlistEntryParams[]): Promise<BackendWaitlistEntry[]>;
  /** Invites the person of an entry, and mails them. */
  invite(id: string, params?: { ignoreExisting?: boolean | undefined }): Promise<BackendWaitlistEntry>;
  /** Rejects an entry, and revokes its invitation. */
  reject(id: string): Promise<BackendWaitlistEntry>;
  /** Deletes an entry that waits or was rejected. */
  delete(id: string): Promise<BackendDeleted>;
}

/** The allow-list, which counts when the settings say so. */
export interface AllowlistIdentifiersApi {
  /** Lists a page of the entries: those of the settings, then the newest. */
  getAllowlistIdentifierList(params?: PageParams): Promise<BackendPage<BackendAllowlistIdentifier>>;
  createAllowlistIdentifier(params: CreateAllowlistIdentifierParams): Promise<BackendAllowlistIdentifier>;
  /** Deletes an entry. One of the settings is refused with status 403. */
  deleteAllowlistIdentifier(id: string): Promise<BackendDeleted>;
}

/** The block-list. */
export interface BlocklistIdentifiersApi {
  /** Lists a page of the entries: those of the settings, then the newest. */
  getBlocklistIdentifierList(params?: PageParams): Promise<BackendPage<BackendListedIdentifier>>;
  createBlocklistIdentifier(params: { identifier: string }): Promise<BackendListedIdentifier>;
  /** Deletes an entry. One of the settings is refused with status 403. */
  deleteBlocklistIdentifier(id: string): Promise<BackendDeleted>;
}

/** Calls about who may come in. */
export interface AccessApi {
  readonly invitations: InvitationsApi;
  readonly waitlistEntries: WaitlistEntriesApi;
  readonly allowlistIdentifiers: AllowlistIdentifiersApi;
  readonly blocklistIdentifiers: BlocklistIdentifiersApi;
}

export function createAccessApi(send: Send): AccessApi {
  return {
    invitations: {
      getInvitationList: (query = {}) =>
        send({ method: 'GET', path: '/invitations', query: { ...query, paginated: true } }),
      createInvitation: (body) => send({ method: 'POST', path: '/invitations', body }),
      createInvitationBulk: (body) => send({ method: 'POST', path: '/invitations/bulk', body }),
      revokeInvitation: async (id) => send({ method: 'POST', path: `/invitations/${idOf(id)}/revoke` }),
      deleteInvitation: async (id) => send({ method: 'DELETE', path: `/invitations/${idOf(id)}` }),
    },
    waitlistEntries: {
      list: (query = {}) => send({ method: 'GET', path: '/waitlist_entries', query }),
      create: (body) => send({ method: 'POST', path: '/waitlist_entries', body }),
      createBulk: (body) => send({ method: 'POST', path: '/waitlist_entries/bulk', body }),
      invite: async (id, body) => send({ method: 'POST', path: `/waitlist_entries/${idOf(id)}/invite`, body }),
      reject: async (id) => send({ method: 'POST', path: `/waitlist_entries/${idOf(id)}/reject` }),
      delete: async (id) => send({ method: 'DELETE', path: `/waitlist_entries/${idOf(id)}` }),
    },
    allowlistIdentifiers: {
      getAllowlistIdentifierList: (query = {}) =>
        send({ method: 'GET', path: '/allowlist_identifiers', query: { ...query, paginated: true } }),
      createAllowlistIdentifier: (body) => send({ method: 'POST', path: '/allowlist_identifiers', body }),
      deleteAllowlistIdentifier: async (id) => send({ method: 'DELETE', path: `/allowlist_identifiers/${idOf(id)}` }),
    },
    blocklistIdentifiers: {
      getBlocklistIdentifierList: (query = {}) => send({ method: 'GET', path: '/blocklist_identifiers', query }),
      createBlocklistIdentifier: (body) => send({ method: 'POST', path: '/blocklist_identifiers', body }),
      deleteBlocklistIdentifier: async (id) => send({ method: 'DELETE', path: `/blocklist_identifiers/${idOf(id)}` }),
    },
  };
}
