import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { redeemHandshake } from '../../sessions/handshake.ts';
import { refreshForServer } from '../../sessions/refresh-for-server.ts';
import type { AddRoute } from '../backend-api.ts';

/** Characters of the longest token. A browser sends no longer cookie. */
const MAX_TOKEN = 4_096;

/**
 * How a server SDK learns who is signed in: the answer of a handshake, and the renewal of a session without one
 * (docs/protocol.md#handshake).
 */
export function handshakeRoutes(add: AddRoute, services: Services): void {
  add('GET /v1/clients/handshake_payload', async (c, { query, now }) =>
    c.json(await redeemHandshake(services, query.get('nonce') ?? '', now)),
  );

  add('POST /v1/sessions/:id/refresh', async (c, { body, now }) => {
    const format = body.text('format') ?? 'token';
    if (format !== 'token' && format !== 'cookie') throw new ApiError('form_param_value_invalid', { param: 'format' });
    const refresh = {
      expiredToken: body.required('expired_token', MAX_TOKEN),
      refreshToken: body.required('refresh_token', MAX_TOKEN),
      requestOrigin: body.required('request_origin', MAX_TOKEN),
    };
    const { cookies, jwt } = await refreshForServer(services, c.req.param('id') ?? '', refresh, now);
    return c.json(format === 'cookie' ? { object: 'cookies', cookies } : { object: 'token', jwt });
  });
}
