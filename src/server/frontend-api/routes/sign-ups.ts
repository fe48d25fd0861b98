import type { Hono } from 'hono';
import { createSignUp, type SignUpInput, updateSignUp } from '../../attempts/sign-up/create-sign-up.ts';
import { findSignUp } from '../../attempts/sign-up/enter-sign-up.ts';
import { joinWaitlist } from '../../attempts/sign-up/sign-up-admission.ts';
import type { SignUpFields } from '../../attempts/sign-up/sign-up-fields.ts';
import { EMAIL_OR_PHONE } from '../../attempts/sign-up/sign-up-requirements.ts';
import { attemptVerification, prepareSignUp, prepareVerification } from '../../attempts/sign-up/verify-sign-up.ts';
import type { Step } from '../../attempts/step.ts';
import { acceptTestingToken } from '../../bot-check/testing-token.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { setClientCookie } from '../../http/middleware/answer-cookies.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withBrowser } from '../../http/middleware/with-browser.ts';
import { type Params, parseTogether } from '../../http/params.ts';
import { tidy } from '../../identifiers/identifier-key.ts';
import type { Services } from '../../services.ts';
import type { SignUpRow } from '../../storage/rows.ts';
import { MAX_METADATA } from '../../users/user-fields.ts';
import { parseAttempt, parseAttemptInput, parsePreparation, parsePrepareInput } from '../parse-factor-input.ts';
import { respond } from '../respond.ts';

/** Sign-ups of this browser, and the waitlist for a later one. */
export function signUpRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sign_ups';
  const known = withBrowser(services);
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, step: Step<SignUpRow>): Promise<Response> =>
    respond(c, services, (view) => view.signUp(step.attempt), step);
  const prepare = async (c: BrowserContext, step: Step<SignUpRow>, { strategy }: SignUpInput): Promise<Response> => {
    // Preparing may fail, and the attempt stays: the browser needs its cookie to go on with it.
    setClientCookie(c, services, step.browser);
    const preparation = parsePrepareInput(c.get('context').params, strategy ?? '');
    return reply(c, await prepareSignUp(services, step, strategy, preparation));
  };

  app.post(path, limitRate(services, 'createAttempt'), known, async (c) => {
    const { params, query } = c.get('context');
    const transfer = params.boolean('transfer') ?? false;
    const isTest = acceptTestingToken(services, query.get('__clerk_testing_token'));
    const input = { ...parseSignUp(params), transfer, captchaToken: params.raw('captcha_token'), isTest };
    return prepare(c, await createSignUp(services, c.get('browser'), input), input);
  });
  app.get(`${path}/:id`, known, async (c) => {
    const browser = c.get('browser');
    return reply(c, { attempt: await findSignUp(services, browser, c.req.param('id')), browser });
  });
  app.patch(`${path}/:id`, limit, known, async (c) => {
    const input = parseSignUp(c.get('context').params);
    return prepare(c, await updateSignUp(services, c.get('browser'), c.req.param('id'), input), input);
  });
  app.post(`${path}/:id/prepare_verification`, known, async (c) => {
    const preparation = parsePreparation(c.get('context').params);
    return reply(c, await prepareVerification(services, c.get('browser'), c.req.param('id'), preparation));
  });
  app.post(`${path}/:id/attempt_verification`, limit, known, async (c) => {
    const attempt = parseAttempt(c.get('context').params);
    return reply(c, await attemptVerification(services, c.get('browser'), c.req.param('id'), attempt));
  });

  // The answer never tells whether the address was on the list before. Clients read the entry in an envelope up to
  // version 5, and without one from version 6 on.
  app.post('/v1/waitlist', limitRate(services, 'createAttempt'), async (c) => {
    const context = c.get('context');
    const { id } = await joinWaitlist(services, context, context.params.required('email_address'));
    const entry = { id, object: 'waitlist_entry' };
    return c.json({ ...entry, response: entry });
  });
}

/** @throws {ApiError} one that names every field at fault */
function parseSignUp(all: Params): SignUpInput {
  const params = splitEmailOrPhone(all);
  const strategy = params.text('strategy', 64);
  const fields: SignUpFields = parseTogether((read) => ({
    email_address: read(() => params.nullable('email_address')),
    phone_number: read(() => params.nullable('phone_number')),
    web3_wallet: read(() => params.nullable('web3_wallet')),
    username: read(() => params.nullable('username')),
    password: read(() => params.raw('password')),
    first_name: read(() => params.name('first_name')),
    last_name: read(() => params.name('last_name')),
    legal_accepted: read(() => params.boolean('legal_accepted')),
    unsafe_metadata: read(() => params.object('unsafe_metadata', MAX_METADATA)),
    locale: read(() => params.locale('locale')),
    timezone: read(() => params.nullable('timezone', 64)),
  }));
  const { token, nonce } = parseAttemptInput(params, strategy ?? '');
  return { fields, strategy, ticket: params.text('ticket'), token, nonce };
}

/** The field that takes an email address or a phone number stands for the one that its value looks like. */
function splitEmailOrPhone(params: Params): Params {
  const either = params.text(EMAIL_OR_PHONE);
  if (either === undefined) return params;
  return params.with(tidy(either).includes('@') || either === '' ? 'email_address' : 'phone_number', either);
}
