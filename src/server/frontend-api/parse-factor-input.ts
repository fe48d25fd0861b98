import type { AttemptInput, FactorAttempt, Preparation, PrepareInput } from '../factors/factor-input.ts';
import { ApiError } from '../http/errors.ts';
import type { Params } from '../http/params.ts';

const MAX_URL = 2_048;
/** Longer than the signature of a key. Contract accounts have longer ones, which the server does not accept. */
const MAX_SIGNATURE = 1_024;
const MAX_CODE = 64;
const MAX_NONCE = 256;
/** The values of `prompt` (OpenID Connect Core 1.0, section 3.1.2.1). */
const PROMPTS = ['none', 'login', 'consent', 'select_account'];

type Parser<Input> = readonly [strategies: RegExp, parse: (params: Params) => Input];

/** What is read to prepare a factor, by its strategy. Other strategies need nothing. */
const PREPARE: readonly Parser<PrepareInput>[] = [
  [/^(email_link|.*email_code)$/, (params) => ({ emailAddressId: params.text('email_address_id') })],
  [/^.*phone_code$/, (params) => ({ phoneNumberId: params.text('phone_number_id') })],
  [/^email_link$/, parseLinkInput],
  [/^oauth_/, parseAuthorizationInput],
];

/** What is read to attempt a factor, by its strategy. */
const ATTEMPT: readonly Parser<AttemptInput>[] = [
  [/^password$/, (params) => ({ password: params.raw('password') })],
  [/^passkey$/, (params) => ({ publicKeyCredential: params.raw('public_key_credential') })],
  [/^web3_/, (params) => ({ signature: params.text('signature', MAX_SIGNATURE) })],
  [/^ticket$/, (params) => ({ ticket: params.text('ticket') })],
  [/^google_one_tap$/, (params) => ({ token: params.raw('token'), nonce: params.text('nonce', MAX_NONCE) })],
  [/^(email_link|totp|.*_code)$/, (params) => ({ code: params.text('code', MAX_CODE) })],
];

/** Parses a request to prepare a factor. @throws {ApiError} when the strategy is missing, or a field is malformed */
export function parsePreparation(params: Params): Preparation {
  const strategy = params.required('strategy', 64);
  return { strategy, input: parsePrepareInput(params, strategy) };
}

/** Parses a request to attempt a factor. @throws {ApiError} when the strategy is missing, or a field is malformed */
export function parseAttempt(params: Params): FactorAttempt {
  const strategy = params.required('strategy', 64);
  return { strategy, input: parseAttemptInput(params, strategy) };
}

/**
 * Parses the fields that a strategy needs to be prepared. It ignores all other fields.
 *
 * @throws {ApiError} when a field is malformed
 */
export function parsePrepareInput(params: Params, strategy: string): PrepareInput {
  return parse(PREPARE, params, strategy);
}

/**
 * Parses the field with which a strategy is attempted. It ignores all other fields. The factor refuses a missing field.
 *
 * @throws {ApiError} when the field is malformed
 */
export function parseAttemptInput(params: Params, strategy: string): AttemptInput {
  return parse(ATTEMPT, params, strategy);
}

/** Parses what an email link needs. */
function parseLinkInput(params: Params): Pick<PrepareInput, 'redirectUrl' | 'showsNumber'> {
  return {
    redirectUrl: params.text('redirect_url', MAX_URL),
    showsNumber: params.text('number_match', 8) === 'true',
  };
}

/** Parses what an authorization request needs. @throws {ApiError} when `oidc_prompt` has an unknown value */
export function parseAuthorizationInput(
  params: Params,
): Pick<PrepareInput, 'redirectUrl' | 'completeRedirectUrl' | 'prompt' | 'loginHint'> {
  const prompt = params.text('oidc_prompt', 64) || undefined;
  if (prompt !== undefined && !prompt.split(' ').every((each) => PROMPTS.includes(each))) {
    throw new ApiError('form_param_value_invalid', { param: 'oidc_prompt' });
  }
  return {
    redirectUrl: params.text('redirect_url', MAX_URL),
    completeRedirectUrl: params.text('action_complete_redirect_url', MAX_URL),
    prompt,
    loginHint: params.text('oidc_login_hint', 254) || undefined,
  };
}

/** Parses the code that an email address or a phone number is verified with. */
export function parseCode(params: Params): string {
  return params.required('code', MAX_CODE);
}

/** Parses the signature that a wallet is verified with. */
export function parseSignature(params: Params): string {
  return params.required('signature', MAX_SIGNATURE);
}

function parse<Input extends object>(parsers: readonly Parser<Input>[], params: Params, strategy: string): Input {
  const parsed = parsers.filter(([strategies]) => strategies.test(strategy)).map(([, read]) => read(params));
  return Object.assign({}, ...parsed) as Input;
}
