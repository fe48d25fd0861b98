import type { Hono } from 'hono';
import { createSignIn, type NewSignIn } from '../../attempts/sign-in/create-sign-in.ts';
import { findSignIn } from '../../attempts/sign-in/enter-sign-in.ts';
import {
  attemptFirstFactor,
  attemptSecondFactor,
  prepareFactor,
  prepareFirstFactor,
  prepareSecondFactor,
} from '../../attempts/sign-in/prove-sign-in.ts';
import { type PasswordReset, resetPassword } from '../../attempts/sign-in/reset-password.ts';
import type { Step } from '../../attempts/step.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { setClientCookie } from '../../http/middleware/answer-cookies.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withBrowser } from '../../http/middleware/with-browser.ts';
import type { Params } from '../../http/params.ts';
import { tidy } from '../../identifiers/identifier-key.ts';
import type { Services } from '../../services.ts';
import type { SignInRow } from '../../storage/rows.ts';
import { parseAttempt, parseAttemptInput, parsePreparation, parsePrepareInput } from '../parse-factor-input.ts';
import { respond } from '../respond.ts';

/** The strategies after whose proof the user sets a new password. */
const RESET = /^reset_password_/;

/** Sign-ins of this browser. */
export function signInRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sign_ins';
  const known = withBrowser(services);
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, step: Step<SignInRow>): Promise<Response> =>
    respond(c, services, (view) => view.signIn(step.attempt), step);

  app.post(path, limitRate(services, 'createAttempt'), known, async (c) => {
    const { params } = c.get('context');
    const created = await createSignIn(services, c.get('browser'), parseSignIn(params));
    // Preparing may fail, and the attempt stays: the browser needs its cookie to go on with it.
    setClientCookie(c, services, created.browser);
    const { next } = created;
    if (!next) return reply(c, created);
    return reply(c, await prepareFactor(services, created, next, parsePrepareInput(params, next.strategy)));
  });
  app.get(`${path}/:id`, known, async (c) => {
    const browser = c.get('browser');
    return reply(c, { attempt: await findSignIn(services, browser, c.req.param('id')), browser });
  });
  for (const [name, prepare] of Object.entries({
    prepare_first_factor: prepareFirstFactor,
    prepare_second_factor: prepareSecondFactor,
  })) {
    app.post(`${path}/:id/${name}`, known, async (c) => {
      const preparation = parsePreparation(c.get('context').params);
      return reply(c, await prepare(services, c.get('browser'), c.req.param('id'), preparation));
    });
  }
  app.post(`${path}/:id/attempt_first_factor`, limit, known, async (c) => {
    const { params } = c.get('context');
    const browser = c.get('browser');
    const id = c.req.param('id');
    const proof = parseAttempt(params);
    // Clerk's guide for a forgotten password sends the code and the new password at once.
    const password = RESET.test(proof.strategy) ? params.raw('password') : undefined;
    if (!password) return reply(c, await attemptFirstFactor(services, browser, id, proof));
    const reset = parseReset(params);
    // The code was right in an earlier request, whose password was refused.
    if ((await findSignIn(services, browser, id)).status === 'needs_new_password') {
      return reply(c, await resetPassword(services, browser, id, reset));
    }
    const proven = await attemptFirstFactor(services, browser, id, proof);
    // The password may be refused, and the proof stays: the browser needs its cookie to go on with it.
    setClientCookie(c, services, proven.browser);
    return reply(c, await resetPassword(services, proven.browser, id, reset));
  });
  app.post(`${path}/:id/attempt_second_factor`, limit, known, async (c) => {
    const proof = parseAttempt(c.get('context').params);
    return reply(c, await attemptSecondFactor(services, c.get('browser'), c.req.param('id'), proof));
  });
  app.post(`${path}/:id/reset_password`, limit, known, async (c) => {
    const reset = parseReset(c.get('context').params);
    return reply(c, await resetPassword(services, c.get('browser'), c.req.param('id'), reset));
  });
}

function parseReset(params: Params): PasswordReset {
  const endsOthers = params.boolean('sign_out_of_other_sessions', 'form_param_value_invalid') ?? true;
  return { endsOthers, password: params.requiredRaw('password') };
}

function parseSignIn(params: Params): NewSignIn {
  const strategy = params.text('strategy', 64) || undefined;
  return {
    identifier: tidy(params.text('identifier', 254) ?? '') || undefined,
    strategy,
    proof: { ...parseAttemptInput(params, strategy ?? ''), password: params.raw('password') },
    transfer: params.boolean('transfer') ?? false,
    locale: params.locale('locale') ?? null,
    timezone: params.nullable('timezone', 64) ?? null,
  };
}
