import type { Hono } from 'hono';
import { createSignUp, updateSignUp } from '../../attempts/sign-up/create-sign-up.ts';
import { findSignUp } from '../../attempts/sign-up/enter-sign-up.ts';
import { attemptVerification, prepareSignUp, prepareVerification } from '../../attempts/sign-up/verify-sign-up.ts';
import type { Step } from '../../attempts/step.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { setClientCookie } from '../../http/middleware/answer-cookies.ts';
import { type BrowserContext, withBrowser } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { respond } from '../respond.ts';

/** Sign-ups of this browser. */
export function signUpRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sign_ups';
  const known = withBrowser(services);
  const reply = (c: BrowserContext, step: Step<SignUpRow>): Promise<Response> =>
    respond(c, services, (view) => view.signUp(step.attempt), step);
  const prepare = async (c: BrowserContext, step: Step<SignUpRow>): Promise<Response> => {
    // Preparing may fail, and the attempt stays: the browser needs its cookie to go on with it.
    setClientCookie(c, services, step.browser);
    return reply(c, await prepareSignUp(services, step, c.get('context').params.text('strategy', 64)));
  };

  app.post(path, known, async (c) => prepare(c, await createSignUp(services, c.get('browser'))));
  app.get(`${path}/:id`, known, async (c) => {
    const browser = c.get('browser');
    return reply(c, { attempt: await findSignUp(services, browser, c.req.param('id')), browser });
  });
  app.patch(`${path}/:id`, known, async (c) =>
    prepare(c, await updateSignUp(services, c.get('browser'), c.req.param('id'))),
  );
  app.post(`${path}/:id/prepare_verification`, known, async (c) =>
    reply(c, await prepareVerification(services, c.get('browser'), c.req.param('id'))),
  );
  app.post(`${path}/:id/attempt_verification`, known, async (c) =>
    reply(c, await attemptVerification(services, c.get('browser'), c.req.param('id'))),
  );
}
