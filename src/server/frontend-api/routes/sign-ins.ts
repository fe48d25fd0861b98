import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { findSignIn } from '../../attempts/sign-in/find-sign-in.ts';
import { resetPassword } from '../../attempts/sign-in/reset-password.ts';
import { createSignIn } from '../../attempts/sign-in/sign-in-attempt.ts';
import {
  attemptFirstFactor,
  attemptSecondFactor,
  prepareFirstFactor,
  prepareSecondFactor,
} from '../../attempts/sign-in/sign-in-factors.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

export function signInRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sign_ins';
  const reply = (c: AppContext, row: SignInRow): Promise<Response> => answer(c, services, (view) => view.signIn(row));

  app.post(path, async (c) => reply(c, await createSignIn(services, c.get('context'))));
  app.get(`${path}/:id`, async (c) => reply(c, await findSignIn(services, c.get('context'), c.req.param('id'))));
  const steps = {
    prepare_first_factor: prepareFirstFactor,
    attempt_first_factor: attemptFirstFactor,
    prepare_second_factor: prepareSecondFactor,
    attempt_second_factor: attemptSecondFactor,
    reset_password: resetPassword,
  };
  for (const [name, step] of Object.entries(steps)) {
    app.post(`${path}/:id/${name}`, async (c) => reply(c, await step(services, c.get('context'), c.req.param('id'))));
  }
}
