import { DAY_MS } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import { redirectTarget } from '../http/redirect-target.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress } from '../identifiers/identifiers.ts';
import type { TicketRow } from '../storage/rows.ts';
import { taken } from '../users/identifier-errors.ts';
import { MAX_METADATA } from '../users/user-fields.ts';
import { checkRange, describeTicket, issueTicket, revokeTicket, type TicketParts } from './tickets.ts';
import type { Invitation, Invitations } from './types.ts';

const MONTH_DAYS = 30;

export function createInvitations(parts: TicketParts): Invitations {
  const { config, storage, delivery, clock } = parts;
  return {
    async create({ emailAddress, redirectUrl, publicMetadata = {}, expiresInDays = MONTH_DAYS, notify = true }) {
      if (config.attributes.emailAddress === 'off') throw new ApiError('feature_not_enabled');
      const email = readEmailAddress(emailAddress);
      checkRange('expires_in_days', expiresInDays, 365);
      const page = redirectUrl === undefined ? null : requirePage(redirectUrl, config);
      const metadata = JSON.stringify(publicMetadata);
      if (Buffer.byteLength(metadata) > MAX_METADATA) {
        throw new ApiError('form_param_max_length_exceeded', { param: 'public_metadata' });
      }
      if (await storage.findVerifiedEmailAddress(keyOf(email))) throw taken('email_address');
      const { row, token, url } = await issueTicket(parts, {
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
            // The operator creates another invitation. A link that never arrived must not stay valid for a month.
            await storage.revokeTicket(row.id, clock.now());
            throw new ApiError('service_unavailable');
          });
      }
      return { ...describeInvitation(row, clock.now()), token, url };
    },
    revoke: (id) => revokeTicket(parts, 'invitation', id),
    async list() {
      return (await storage.listTickets('invitation')).map((row) => describeInvitation(row, clock.now()));
    },
  };
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
