import type { DeletedJSON } from '../../../protocol/json/client.ts';
import { ticketProblem, type TicketStatus } from '../../factors/ticket/ticket.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { INVITATION_ORDERS } from '../../storage/tables/tickets-table.ts';
import { answerList } from '../answer-list.ts';
import type { AddRoute } from '../backend-api.ts';
import { idOf } from '../id-of.ts';
import { invite, inviteAll, revokeInvitation } from '../invitations.ts';
import type { JsonBody } from '../json-body.ts';
import { presentInvitation } from '../presenters/present-invitation.ts';
import { Query } from '../query.ts';
import { requireTicket } from '../tickets.ts';
import type { NewInvitation } from '../types.ts';

const STATUSES = ['pending', 'accepted', 'revoked', 'expired'] as const satisfies readonly TicketStatus[];
const FIELDS = [
  'email_address',
  'public_metadata',
  'redirect_url',
  'notify',
  'ignore_existing',
  'expires_in_days',
  'template_slug',
];
const TEMPLATES = ['invitation', 'waitlist_invitation'] as const;
const MAX_URL = 2_048;
const MAX_DAYS = 365;
/** Invitations of one call. */
const MAX_AT_ONCE = 10;

/** Invitations to sign up. */
export function invitationRoutes(add: AddRoute, services: Services): void {
  const { storage } = services;

  add('GET /v1/invitations', async (c, { query: params, now }) => {
    const query = new Query(params, ['status', 'query', 'order_by', 'limit', 'offset']);
    const is = query.oneOf('status', STATUSES);
    const filter = { status: is && { is, now }, exceptRevoked: is === undefined, query: query.text('query') };
    const rows = await storage.listInvitations(filter, query.order(INVITATION_ORDERS), query.page());
    const data = rows.map((row) => presentInvitation(row, now));
    return answerList(c, data, () => storage.countInvitations(filter));
  });

  add('POST /v1/invitations', async (c, context) => {
    const { row, url } = await invite(services, context, readInvitation(context.body));
    return c.json(presentInvitation(row, context.now, { url }));
  });

  add('POST /v1/invitations/bulk', async (c, context) => {
    const issued = await inviteAll(services, context, context.body.items(MAX_AT_ONCE).map(readInvitation));
    return c.json(issued.map(({ row, url }) => presentInvitation(row, context.now, { url })));
  });

  add('POST /v1/invitations/:id/revoke', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers([]);
    const row = await requireTicket(services, 'invitation', idOf(c));
    if (!(await revokeInvitation(services, context, row.id))) {
      throw new ApiError(ticketProblem(row, now) ?? 'invitation_already_accepted');
    }
    return c.json(presentInvitation(await requireTicket(services, 'invitation', row.id), now));
  });

  add('DELETE /v1/invitations/:id', async (c, { body }) => {
    body.refuseOthers([]);
    const { id } = await requireTicket(services, 'invitation', idOf(c));
    if (!(await storage.deleteTicket(id))) throw new ApiError('resource_not_found');
    return c.json({ object: 'invitation', id, deleted: true } satisfies DeletedJSON);
  });
}

/** Reads the fields of an invitation. */
function readInvitation(body: JsonBody): NewInvitation {
  body.refuseOthers(FIELDS);
  const template = body.oneOf('template_slug', TEMPLATES);
  const expiresInDays = body.integer('expires_in_days', 1, MAX_DAYS);
  return {
    emailAddress: body.required('email_address'),
    redirectUrl: body.text('redirect_url', MAX_URL) ?? undefined,
    publicMetadata: body.object('public_metadata'),
    notify: body.boolean('notify'),
    ignoreExisting: body.boolean('ignore_existing'),
    expiresInDays,
    template,
  };
}
