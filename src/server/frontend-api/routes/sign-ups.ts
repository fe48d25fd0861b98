import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  attemptVerification,
  createSignUp,
  findSignUp,
  prepareVerification,
  updateSignUp,
} from '../../attempts/sign-up/sign-up-attempt.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

export function signUpRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sign_ups';
  const reply = (c: AppContext, row: SignUpRow): Promise<Response> => answer(c, services, (view) => view.signUp(row));

  app.post(path, async (c) => reply(c, await createSignUp(services, c.get('context'))));
  app.get(`${path}/:id`, async (c) => reply(c, await findSignUp(services, c.get('context'), c.req.param('id'))));
  app.patch(`${path}/:id`, async (c) => reply(c, await updateSignUp(services, c.get('context'), c.req.param('id'))));
  app.post(`${path}/:id/prepare_verification`, async (c) =>
    reply(c, await prepareVerification(services, c.get('context'), c.req.param('id'))),
  );
  app.post(`${path}/:id/attempt_verification`, async (c) =>
    reply(c, await attemptVerification(services, c.get('context'), c.req.param('id'))),
  );
}
