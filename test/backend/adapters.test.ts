import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Hono } from 'hono';
import {
  type Auth,
  type ConnectRequest,
  connectAuth,
  createClerkClient,
  honoAuth,
  withAuth,
  withRequiredAuth,
} from '../../src/entries/backend.ts';
import { forge, now, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now });
const URL_OF_APP = 'https://app.acme.example/';
const signedIn = { headers: { authorization: `Bearer ${forge()}` } };

describe('the Hono middleware', () => {
  const app = new Hono<{ Variables: { auth: Auth } }>();
  app.get('/open', honoAuth(clerk), (c) => c.json({ userId: c.get('auth').userId }));
  app.get('/closed', honoAuth(clerk, { required: true }), (c) => c.json({ userId: c.get('auth').userId }));

  it('honoAuth sets the identity', async () => {
    assert.deepEqual(await (await app.request('/open', signedIn)).json(), { userId: 'user_1' });
    assert.deepEqual(await (await app.request('/open')).json(), { userId: null });
  });

  it('honoAuth answers 401 to requests without a signed-in user when it is required', async () => {
    assert.equal((await app.request('/closed', signedIn)).status, 200);
    assert.equal((await app.request('/closed')).status, 401);
    assert.equal((await app.request('/closed', { headers: { authorization: 'Bearer x' } })).status, 401);
  });
});

describe('the Connect middleware', () => {
  async function run(request: ConnectRequest, required = false) {
    const answer = { statusCode: 200, body: undefined as string | undefined, went: false, error: undefined as unknown };
    const response = {
      get statusCode() {
        return answer.statusCode;
      },
      set statusCode(status: number) {
        answer.statusCode = status;
      },
      setHeader: () => undefined,
      end: (body: string) => {
        answer.body = body;
      },
    };
    await connectAuth(clerk, { required })(request, response, (error) => {
      answer.went = true;
      answer.error = error;
    });
    return answer;
  }

  it('connectAuth sets the identity and overwrites what a client or another middleware put there', async () => {
    const request = { headers: { authorization: signedIn.headers.authorization }, auth: { userId: 'forged' } };
    assert.equal((await run(request)).went, true);
    assert.equal((request.auth as Auth).userId, 'user_1');
    const anonymous = { headers: {}, auth: { userId: 'forged' } as unknown };
    await run(anonymous);
    assert.equal((anonymous.auth as Auth).userId, null);
  });

  it('connectAuth answers 401 to requests without a signed-in user when it is required', async () => {
    const answer = await run({ headers: {} }, true);
    assert.deepEqual([answer.statusCode, answer.went], [401, false]);
    assert.match(answer.body ?? '', /signed_out/);
  });

  it('connectAuth reads two headers of one name as malformed', async () => {
    const request: ConnectRequest = { headers: { authorization: [`Bearer ${forge()}`, `Bearer ${forge()}`] } };
    await run(request);
    assert.equal((request.auth as Auth).isAuthenticated, false);
  });
});

describe('the fetch wrappers', () => {
  it('withAuth hands over the identity and the further arguments of the handler', async () => {
    const handler = withAuth<[{ name: string }]>(clerk, (_request, auth, env) =>
      Response.json([auth.userId, env.name]),
    );
    const answer = await handler(new Request(URL_OF_APP, signedIn), { name: 'env' });
    assert.deepEqual(await answer.json(), ['user_1', 'env']);
  });

  it('withRequiredAuth answers 401 to requests without a signed-in user', async () => {
    const handler = withRequiredAuth(clerk, (_request, auth) => Response.json(auth.userId));
    assert.equal((await handler(new Request(URL_OF_APP))).status, 401);
    assert.equal(await (await handler(new Request(URL_OF_APP, signedIn))).json(), 'user_1');
  });
});
