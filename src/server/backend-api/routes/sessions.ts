import { MAX_TOKEN_SECONDS, SESSION_TOKEN_SECONDS } from '../../../protocol/tokens.ts';
import type { SessionStatus } from '../../../protocol/status.ts';
import { LONGEST_LIFETIME, SHORTEST_LIFETIME } from '../../config/check-jwt-template.ts';
import { ApiError } from '../../http/errors.ts';
import { mintTemplateToken } from '../../jwt-templates/mint-template-token.ts';
import type { Services } from '../../services.ts';
import { createTestSession } from '../../sessions/create-test-session.ts';
import { revokeSession } from '../../sessions/end-sessions.ts';
import { findLiveSession } from '../../sessions/live-session.ts';
import { mintToken } from '../../sessions/mint-token.ts';
import type { LiveSession } from '../../sessions/page-cookies.ts';
import type { SessionRow } from '../../storage/rows.ts';
import { answerList } from '../answer-list.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall } from '../backend-context.ts';
import { idOf } from '../id-of.ts';
import { presentBackendSession } from '../presenters/present-session.ts';
import { Query } from '../query.ts';

const STATUSES = [
  'abandoned',
  'active',
  'ended',
  'expired',
  'removed',
  'replaced',
  'revoked',
] as const satisfies readonly SessionStatus[];
const SHORTEST_TOKEN_SECONDS = 30;

/** Sessions of all users. */
export function sessionRoutes(add: AddRoute, services: Services): void {
  const { storage, config } = services;

  add('GET /v1/sessions', async (c, { query: params, now }) => {
    const query = new Query(params, ['client_id', 'user_id', 'status', 'limit', 'offset']);
    const [clientId, userId] = ['client_id', 'user_id'].map((name) => query.text(name));
    if (clientId === undefined && userId === undefined) {
      throw new ApiError('form_param_missing', { param: 'user_id', longMessage: 'Give a user_id or a client_id.' });
    }
    const is = query.oneOf('status', STATUSES);
    const filter = { clientId, userId, status: is && { is, now } };
    const rows = await storage.listSessions(filter, query.page());
    const data = rows.map((row) => presentBackendSession(row, now));
    return answerList(c, data, () => storage.countSessions(filter));
  });

  add('POST /v1/sessions', async (c, context) => {
    const { body, now } = context;
    body.refuseOthers(['user_id']);
    if (config.instanceType === 'production') {
      const longMessage = 'Sessions are created on development instances only. Create a sign-in token instead.';
      throw new ApiError('feature_not_enabled', { longMessage });
    }
    const session = await createTestSession(services, context, body.required('user_id'));
    return c.json(presentBackendSession(session, now));
  });

  add('GET /v1/sessions/:id', async (c, { now }) => c.json(presentBackendSession(await requireRow(c), now)));

  add('POST /v1/sessions/:id/revoke', async (c, context) => {
    context.body.refuseOthers([]);
    await revokeSession(services, context, await requireRow(c));
    return c.json(presentBackendSession(await requireRow(c), context.now));
  });

  add('POST /v1/sessions/:id/tokens', async (c, { body, now }) => {
    body.refuseOthers(['expires_in_seconds']);
    const seconds = body.integer('expires_in_seconds', SHORTEST_TOKEN_SECONDS, MAX_TOKEN_SECONDS);
    const { session, client } = await requireLive(c, now);
    const life = seconds ?? SESSION_TOKEN_SECONDS;
    return c.json({
      object: 'token',
      jwt: await mintToken(services, session, undefined, client.updated_at, now, life),
    });
  });

  add('POST /v1/sessions/:id/tokens/:template', async (c, { body, now }) => {
    body.refuseOthers(['expires_in_seconds']);
    const seconds = body.integer('expires_in_seconds', SHORTEST_LIFETIME, LONGEST_LIFETIME);
    const { session } = await requireLive(c, now);
    const name = c.req.param('template') ?? '';
    const jwt = await mintTemplateToken(services, name, session, { azp: undefined, now, seconds });
    return c.json({ object: 'token', jwt });
  });

  async function requireLive(c: BackendCall, now: number): Promise<LiveSession> {
    const { id } = await requireRow(c);
    const live = await findLiveSession(services, id, now);
    if (!live) throw new ApiError('resource_not_found', { longMessage: 'The session is over.' });
    return live;
  }

  async function requireRow(c: BackendCall): Promise<SessionRow> {
    const row = await storage.findSession(idOf(c));
    if (!row) throw new ApiError('resource_not_found');
    return row;
  }
}
