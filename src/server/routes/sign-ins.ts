import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../app-env.ts';
import { attemptFirstFactor, createSignIn, findSignIn, prepareFirstFactor } from '../attempts/sign-in-attempt.ts';
import type { Services } from '../services.ts';
import type { SignInRow } from '../storage/rows.ts';
import { answer } from './answer.ts';

export function signInRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sign_ins';
  const reply = (c: AppContext, row: SignInRow): Promise<Response> => answer(c, services, (view) => view.signIn(row));

  app.post(path, async (c) => reply(c, await createSignIn(services, c.get('visit'))));
  app.get(`${path}/:id`, async (c) => reply(c, await findSignIn(services, c.get('visit'), c.req.param('id'))));
  app.post(`${path}/:id/prepare_first_factor`, async (c) =>
    reply(c, await prepareFirstFactor(services, c.get('visit'), c.req.param('id'))),
  );
  app.post(`${path}/:id/attempt_first_factor`, async (c) =>
    reply(c, await attemptFirstFactor(services, c.get('visit'), c.req.param('id'))),
  );
}
