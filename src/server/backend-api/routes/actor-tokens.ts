import { ticketProblem } from '../../factors/ticket/ticket.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { TicketRow } from '../../storage/rows.ts';
import { createActorToken } from '../actor-tokens.ts';
import type { AddRoute } from '../backend-api.ts';
import { idOf } from '../id-of.ts';
import { requireTicket, revokeTicket } from '../tickets.ts';

interface ActorTokenJSON {
  object: 'actor_token';
  id: string;
  status: 'pending' | 'accepted' | 'revoked';
  user_id: string | null;
  actor: Record<string, unknown>;
  /** Present once, in the answer that made it. */
  token?: string;
  url?: string;
  created_at: number;
  updated_at: number;
}

const MAX = Number.MAX_SAFE_INTEGER;

/** Tokens with which somebody else acts as a user. */
export function actorTokenRoutes(add: AddRoute, services: Services): void {
  add('POST /v1/actor_tokens', async (c, { body }) => {
    body.refuseOthers(['user_id', 'actor', 'expires_in_seconds', 'session_max_duration_in_seconds']);
    const actor = body.object('actor');
    if (!actor) throw new ApiError('form_param_missing', { param: 'actor' });
    const { row, token, url } = await createActorToken(services, {
      userId: body.required('user_id'),
      actor,
      expiresInSeconds: body.integer('expires_in_seconds', 1, MAX),
      sessionSeconds: body.integer('session_max_duration_in_seconds', 1, MAX),
    });
    return c.json(present(row, { token, url }));
  });

  add('POST /v1/actor_tokens/:id/revoke', async (c, { body, now }) => {
    body.refuseOthers([]);
    const row = await requireTicket(services, 'actor_token', idOf(c));
    if (!(await revokeTicket(services, 'actor_token', row.id))) {
      throw new ApiError(ticketProblem(row, now) ?? 'sign_in_token_revoked_code');
    }
    return c.json(present(await requireTicket(services, 'actor_token', row.id)));
  });
}

function present(row: TicketRow, shown: Pick<ActorTokenJSON, 'token' | 'url'> = {}): ActorTokenJSON {
  const { id, status, user_id, created_at, updated_at } = row;
  const actor = JSON.parse(row.actor ?? '{}') as Record<string, unknown>;
  return { object: 'actor_token', id, status, user_id, actor, ...shown, created_at, updated_at };
}
