import type { Hono } from 'hono';
import { createSignIn } from '../../attempts/sign-in/create-sign-in.ts';
import { findSignIn } from '../../attempts/sign-in/enter-sign-in.ts';
import {
  attemptFirstFactor,
  attemptSecondFactor,
  prepareFactor,
  prepareFirstFactor,
  prepareSecondFactor,
} from '../../attempts/sign-in/prove-sign-in.ts';
import { resetPassword } from '../../attempts/sign-in/reset-password.ts';
import type { Step } from '../../attempts/step.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { setClientCookie } from '../../http/middleware/answer-cookies.ts';
import { type BrowserContext, withBrowser } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { respond } from '../respond.ts';

/** Sign-ins of this browser. */
export function signInRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sign_ins';
  const known = withBrowser(services);
  const reply = (c: BrowserContext, step: Step<SignInRow>): Promise<Response> =>
    respond(c, services, (view) => view.signIn(step.attempt), step);

  app.post(path, known, async (c) => {
    const created = await createSignIn(services, c.get('browser'));
    // Preparing may fail, and the attempt stays: the browser needs its cookie to go on with it.
    setClientCookie(c, services, created.browser);
    return reply(c, created.next ? await prepareFactor(services, created, created.next) : created);
  });
  app.get(`${path}/:id`, known, async (c) => {
    const browser = c.get('browser');
    return reply(c, { attempt: await findSignIn(services, browser, c.req.param('id')), browser });
  });
  const steps = {
    prepare_first_factor: prepareFirstFactor,
    attempt_first_factor: attemptFirstFactor,
    prepare_second_factor: prepareSecondFactor,
    attempt_second_factor: attemptSecondFactor,
    reset_password: resetPassword,
  };
  for (const [name, step] of Object.entries(steps)) {
    app.post(`${path}/:id/${name}`, known, async (c) =>
      reply(c, await step(services, c.get('browser'), c.req.param('id'))),
    );
  }
}
