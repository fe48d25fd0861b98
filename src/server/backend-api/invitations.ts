import { DAY_MS } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { type EventActor, recordEvent } from '../events/domain-events.ts';
import type { JsonObject } from '../expressions/evaluate.ts';
import { ApiError } from '../http/errors.ts';
import { redirectTarget } from '../http/redirect-target.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress } from '../identifiers/identifiers.ts';
import type { TicketRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { taken } from '../users/identifier-errors.ts';
import { MAX_METADATA } from '../users/user-fields.ts';
import { checkRange, describeTicket, issueTicket, requireTicket, type TicketParts } from './tickets.ts';
import type { Invitation, Invitations, NewInvitation } from './types.ts';

/** An invitation when it is created. This is the only time that its token and URL can be seen. */
export interface IssuedInvitation {
  row: TicketRow;
  token: string;
  url: string;
}

const MONTH_DAYS = 30;
/** The most invitations that `list` returns. */
const LISTED = 1_000;

export function createInvitations(parts: TicketParts): Invitations {
  const { storage, clock } = parts;
  return {
    async create(input) {
      const { row, token, url } = await invite(parts, { ip: null, now: clock.now() }, input);
      return { ...describeInvitation(row, clock.now()), token, url };
    },
    revoke: (id) => revokeInvitation(parts, { ip: null, now: clock.now() }, id),
    async list() {
      const newestFirst = { by: 'created_at', direction: 'desc' } as const;
      const rows = await storage.listInvitations({}, newestFirst, { limit: LISTED, offset: 0 });
      return rows.map((row) => describeInvitation(row, clock.now()));
    },
  };
}

/**
 * Invites an email address to sign up, and mails it the link unless `notify` is false.
 *
 * @param also another change for the same transaction, such as that of the waitlist
 * @throws {ApiError} `form_identifier_exists` when the address has an account, `duplicate_record` when it has a pending
 *   invitation, both unless `ignoreExisting` is set; `service_unavailable` when the mail could not be sent
 */
export async function invite(
  parts: TicketParts,
  actor: EventActor,
  input: NewInvitation,
  also?: (tx: StorageOps, row: TicketRow) => Promise<void>,
): Promise<IssuedInvitation> {
  const issued = await parts.storage.transaction(async (tx) => {
    const made = await issueInvitation(parts, actor, tx, input, input.ignoreExisting ?? false);
    await also?.(tx, made.row);
    return made;
  });
  if (!(await isMailed(parts, actor, input, issued))) throw new ApiError('service_unavailable');
  return issued;
}

/**
 * Creates several invitations, or none when one of them is refused. When the mail of some could not be sent, these are
 * returned as revoked.
 *
 * @throws {ApiError} as {@link invite}; an address that has an account is refused in any case. `service_unavailable` when
 *   no mail could be sent
 */
export async function inviteAll(
  parts: TicketParts,
  actor: EventActor,
  inputs: readonly NewInvitation[],
): Promise<IssuedInvitation[]> {
  const issued = await parts.storage.transaction(async (tx) => {
    const made: IssuedInvitation[] = [];
    for (const input of inputs) made.push(await issueInvitation(parts, actor, tx, input, false));
    return made;
  });
  const sent = await Promise.all(
    issued.map((each, index) => isMailed(parts, actor, inputs[index] as NewInvitation, each)),
  );
  if (!sent.includes(true)) throw new ApiError('service_unavailable');
  return issued.map((each, index) => (sent[index] ? each : { ...each, row: { ...each.row, status: 'revoked' } }));
}

/**
 * Revokes an invitation.
 *
 * @returns false when it was not pending any more
 * @throws {ApiError} `resource_not_found`
 */
export async function revokeInvitation(parts: TicketParts, actor: EventActor, id: string): Promise<boolean> {
  await requireTicket(parts, 'invitation', id);
  return parts.storage.transaction((tx) => withdrawInvitation(tx, actor, id));
}

/** As {@link revokeInvitation}, in a transaction, for an id that is known to be an invitation's. */
export async function withdrawInvitation(tx: StorageOps, actor: EventActor, id: string): Promise<boolean> {
  const isWithdrawn = await tx.revokeTicket(id, actor.now);
  if (isWithdrawn) await recordEvent(tx, actor, { type: 'invitation.revoked', userId: id });
  return isWithdrawn;
}

async function issueInvitation(
  parts: TicketParts,
  actor: EventActor,
  tx: StorageOps,
  { emailAddress, redirectUrl, publicMetadata = {}, expiresInDays = MONTH_DAYS, ignoreExisting }: NewInvitation,
  mayHaveAccount: boolean,
): Promise<IssuedInvitation> {
  const { config, clock } = parts;
  if (config.attributes.emailAddress === 'off') throw new ApiError('feature_not_enabled');
  const email = readEmailAddress(emailAddress);
  checkRange('expires_in_days', expiresInDays, 365);
  const page = redirectUrl === undefined ? null : requirePage(redirectUrl, config);
  const metadata = JSON.stringify(publicMetadata);
  if (Buffer.byteLength(metadata) > MAX_METADATA) {
    throw new ApiError('form_param_max_length_exceeded', { param: 'public_metadata' });
  }
  const key = keyOf(email);
  if (!mayHaveAccount && (await tx.findVerifiedEmailAddress(key))) throw taken('email_address');
  const issued = await issueTicket(
    { ...parts, storage: tx },
    {
      kind: 'invitation',
      email,
      public_metadata: metadata,
      redirect_url: page,
      sole_key: ignoreExisting ? null : key,
      expires_at: clock.now() + expiresInDays * DAY_MS,
    },
  );
  if (issued) {
    await recordEvent(tx, actor, { type: 'invitation.created', userId: issued.row.id });
    return issued;
  }
  const longMessage = `There is a pending invitation for ${email}. Revoke it first, or set ignore_existing.`;
  throw new ApiError('duplicate_record', { longMessage, meta: { email_addresses: [email] } });
}

/**
 * Mails an invitation. When that fails it is revoked: the operator creates another one, and a link that never arrived
 * must not stay valid for a month.
 */
async function isMailed(
  { storage, delivery }: TicketParts,
  actor: EventActor,
  { notify = true, template = 'invitation', expiresInDays = MONTH_DAYS }: NewInvitation,
  { row, url }: IssuedInvitation,
): Promise<boolean> {
  if (!notify) return true;
  try {
    const publicMetadata = JSON.parse(row.public_metadata) as JsonObject;
    const message = { to: row.email ?? '', channel: 'email', template, url, expiresInDays, publicMetadata } as const;
    await delivery.send(message, actor);
    return true;
  } catch {
    await storage.transaction((tx) => withdrawInvitation(tx, actor, row.id));
    return false;
  }
}

function describeInvitation(row: TicketRow, now: number): Invitation {
  return {
    ...describeTicket(row, now),
    emailAddress: row.email ?? '',
    publicMetadata: JSON.parse(row.public_metadata) as Record<string, unknown>,
  };
}

/** Returns the page if it is on an allowed origin: a ticket in the URL of any other page would be given away. */
function requirePage(url: string, { allowedOrigins }: InstanceConfig): string {
  const page = redirectTarget([url], { allowedOrigins, homeUrl: '' });
  if (page) return page;
  const longMessage = 'Give a page on one of the allowed origins.';
  throw new ApiError('form_param_value_invalid', { param: 'redirect_url', longMessage });
}
