import { ticketProblem } from '../../factors/ticket/ticket.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { TicketRow } from '../../storage/rows.ts';
import type { AddRoute } from '../backend-api.ts';
import { idOf } from '../id-of.ts';
import { createSignInTokens } from '../sign-in-tokens.ts';
import { requireTicket } from '../tickets.ts';

/** Clients know these statuses alone. */
interface SignInTokenJSON {
  object: 'sign_in_token';
  id: string;
  status: 'pending' | 'accepted' | 'revoked';
  user_id: string | null;
  /** Present once, in the answer that made it. */
  token?: string;
  url?: string;
  created_at: number;
  updated_at: number;
}

/** Tokens that sign a user in once. */
export function signInTokenRoutes(add: AddRoute, services: Services): void {
  const tokens = createSignInTokens(services);

  add('POST /v1/sign_in_tokens', async (c, { body }) => {
    body.refuseOthers(['user_id', 'expires_in_seconds']);
    const expiresInSeconds = body.integer('expires_in_seconds', 1, Number.MAX_SAFE_INTEGER);
    const userId = body.required('user_id');
    const made = await tokens.create({ userId, ...(expiresInSeconds && { expiresInSeconds }) });
    return c.json(
      present(await requireTicket(services, 'sign_in_token', made.id), { token: made.token, url: made.url }),
    );
  });

  add('POST /v1/sign_in_tokens/:id/revoke', async (c, { body, now }) => {
    body.refuseOthers([]);
    const row = await requireTicket(services, 'sign_in_token', idOf(c));
    if (!(await tokens.revoke(row.id))) throw new ApiError(ticketProblem(row, now) ?? 'sign_in_token_revoked_code');
    return c.json(present(await requireTicket(services, 'sign_in_token', row.id)));
  });
}

function present(row: TicketRow, shown: Pick<SignInTokenJSON, 'token' | 'url'> = {}): SignInTokenJSON {
  const { id, status, user_id, created_at, updated_at } = row;
  return { object: 'sign_in_token', id, status, user_id, ...shown, created_at, updated_at };
}
