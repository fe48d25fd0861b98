import { readEmailAddress } from '../identifiers/identifiers.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import type { Clock } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { Delivery } from '../delivery/port.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { redirectTarget } from '../http/redirect-target.ts';
import type { TicketKind, TicketRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { taken } from '../users/identifier-errors.ts';
import { MAX_METADATA } from '../users/user-fields.ts';
import { newTicket, statusOfTicket, type TicketStatus, ticketUrl } from '../factors/ticket/ticket.ts';

export interface NewInvitation {
  emailAddress: string;
  /** Page with the sign-up form, on an allowed origin; default: that of the instance. */
  redirectUrl?: string;
  /** Given to the user who comes of it. */
  publicMetadata?: Record<string, unknown>;
  /** 1 to 365; default 30. */
  expiresInDays?: number;
  /** Mails the link; default true. */
  notify?: boolean;
}

export interface NewSignInToken {
  userId: string;
  /** 1 to 2592000 (30 days); default 2592000. */
  expiresInSeconds?: number;
}

export interface Invitation {
  id: string;
  emailAddress: string;
  status: TicketStatus;
  publicMetadata: Record<string, unknown>;
  expiresAt: Date;
  createdAt: Date;
}

export interface SignInToken {
  id: string;
  userId: string;
  status: TicketStatus;
  expiresAt: Date;
  createdAt: Date;
}

/** A ticket as its maker sees it, this once: afterwards nobody can. */
export type Issued<Ticket> = Ticket & { token: string; url: string };

/** What the operator does with tickets. Every method throws an `ApiError` whose `code` says what is wrong. */
export interface TicketOffice {
  invitations: {
    create(input: NewInvitation): Promise<Issued<Invitation>>;
    /** @returns false when it was not pending any more */
    revoke(id: string): Promise<boolean>;
    /** Newest first, at most 1,000. */
    list(): Promise<Invitation[]>;
  };
  signInTokens: {
    create(input: NewSignInToken): Promise<Issued<SignInToken>>;
    /** @returns false when it was not pending any more */
    revoke(id: string): Promise<boolean>;
  };
}

interface Needs {
  config: InstanceConfig;
  storage: StorageOps;
  delivery: Delivery;
  clock: Clock;
}

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;
const MONTH_SECONDS = 2_592_000;

export function createTicketOffice({ config, storage, delivery, clock }: Needs): TicketOffice {
  const issue = async (prefix: 'inv' | 'sit', ticket: Pick<TicketRow, 'kind' | 'expires_at'> & Partial<TicketRow>) => {
    const { token, tokenHash } = newTicket();
    const now = clock.now();
    const row: TicketRow = {
      id: newId(prefix),
      token_hash: tokenHash,
      email: null,
      user_id: null,
      public_metadata: '{}',
      redirect_url: null,
      status: 'pending',
      created_at: now,
      updated_at: now,
      ...ticket,
    };
    await storage.insertTicket(row);
    return { row, token, url: ticketUrl(config, token) };
  };
  const revoke = async (kind: TicketKind, id: string): Promise<boolean> => {
    if ((await storage.findTicket(id))?.kind !== kind) throw new ApiError('resource_not_found');
    return storage.revokeTicket(id, clock.now());
  };
  return {
    invitations: {
      async create({ emailAddress, redirectUrl, publicMetadata = {}, expiresInDays = MONTH_DAYS, notify = true }) {
        if (config.attributes.emailAddress === 'off') throw new ApiError('feature_not_enabled');
        const email = readEmailAddress(emailAddress);
        checkRange('expires_in_days', expiresInDays, 365);
        const page = redirectUrl === undefined ? null : checkPage(redirectUrl, config);
        const metadata = JSON.stringify(publicMetadata);
        if (Buffer.byteLength(metadata) > MAX_METADATA) {
          throw new ApiError('form_param_max_length_exceeded', { param: 'public_metadata' });
        }
        if (await storage.findVerifiedEmailAddress(keyOf(email))) {
          throw taken('email_address');
        }
        const { row, token, url } = await issue('inv', {
          kind: 'invitation',
          email,
          public_metadata: metadata,
          redirect_url: page,
          expires_at: clock.now() + expiresInDays * DAY_MS,
        });
        if (notify) {
          await delivery
            .send({ to: email, channel: 'email', template: 'invitation', url, expiresInDays })
            .catch(async () => {
              // Whoever tries again gets a new one; a link that never arrived must not stay good for a month.
              await storage.revokeTicket(row.id, clock.now());
              throw new ApiError('service_unavailable');
            });
        }
        return { ...invitationOf(row, clock.now()), token, url };
      },
      revoke: (id) => revoke('invitation', id),
      async list() {
        return (await storage.listTickets('invitation')).map((row) => invitationOf(row, clock.now()));
      },
    },
    signInTokens: {
      async create({ userId, expiresInSeconds = MONTH_SECONDS }) {
        checkRange('expires_in_seconds', expiresInSeconds, MONTH_SECONDS);
        if (!(await storage.findUser(userId))) throw new ApiError('resource_not_found');
        const { row, token, url } = await issue('sit', {
          kind: 'sign_in_token',
          user_id: userId,
          expires_at: clock.now() + expiresInSeconds * 1000,
        });
        return { ...commonOf(row, clock.now()), userId, token, url };
      },
      revoke: (id) => revoke('sign_in_token', id),
    },
  };
}

function commonOf(row: TicketRow, now: number): Pick<Invitation, 'id' | 'status' | 'expiresAt' | 'createdAt'> {
  const { id, expires_at, created_at } = row;
  return { id, status: statusOfTicket(row, now), expiresAt: new Date(expires_at), createdAt: new Date(created_at) };
}

function invitationOf(row: TicketRow, now: number): Invitation {
  return {
    ...commonOf(row, now),
    emailAddress: row.email ?? '',
    publicMetadata: JSON.parse(row.public_metadata) as Record<string, unknown>,
  };
}

function checkRange(param: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new ApiError('form_param_value_invalid', { param, longMessage: `Give a whole number from 1 to ${max}.` });
}

/** A ticket in the URL of a page elsewhere would be given away. */
function checkPage(url: string, { allowedOrigins }: InstanceConfig): string {
  const page = redirectTarget([url], { allowedOrigins, homeUrl: '' });
  if (page) return page;
  const longMessage = 'Give a page on one of the allowed origins.';
  throw new ApiError('form_param_value_invalid', { param: 'redirect_url', longMessage });
}
