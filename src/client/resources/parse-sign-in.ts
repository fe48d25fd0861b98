import type { SignInJSON } from '../../protocol/json/sign-in.ts';
import { camelize } from './camelize.ts';
import type { ResourceContext } from './context.ts';
import { lazyMethods, WITH_WALLETS } from './lazy-methods.ts';
import type { AttemptParts } from './methods/attempt-parts.ts';
import { parseVerification } from './parse-verification.ts';
import type {
  AttemptParams,
  FactorParams,
  FirstFactor,
  SecondFactor,
  SignInCreateParams,
  SignInResource,
} from './types.ts';

const ROOT = '/client/sign_ins';
const EMPTY = {
  id: undefined,
  status: null,
  identifier: null,
  supportedIdentifiers: [],
  supportedFirstFactors: null,
  supportedSecondFactors: null,
  clientTrustState: null,
  createdSessionId: null,
  userData: null,
};

/** Reads a sign-in attempt; null becomes an empty one, which offers `create`. */
export function parseSignIn(json: SignInJSON | null | undefined, context: ResourceContext): SignInResource {
  const call = async (method: 'GET' | 'POST', path: string, body?: object) =>
    parseSignIn(await context.call<SignInJSON>(ROOT + path, { method, body }), context);
  const second = [...(json?.supported_second_factors ?? []), ...(json?.further_second_factors ?? [])];
  const own = json ? `/${encodeURIComponent(json.id)}` : '';
  const parts: AttemptParts<SignInResource> = {
    context,
    call: (method, path, body) => call(method as 'POST', own + path, body),
    get resource() {
      return resource;
    },
  };
  const load = async () => (await import('./methods/sign-in-methods.ts')).signInMethods;
  const resource: SignInResource = Object.freeze({
    ...EMPTY,
    ...(json && camelize(json)),
    supportedFirstFactors: (json?.supported_first_factors?.map(camelize) ?? null) as FirstFactor[] | null,
    supportedSecondFactors: (second[0] ? second.map(camelize) : null) as SecondFactor[] | null,
    userData: (json?.user_data ? camelize(json.user_data) : null) as SignInResource['userData'],
    firstFactorVerification: parseVerification(json?.first_factor_verification, context),
    secondFactorVerification: parseVerification(json?.second_factor_verification, context),
    ...lazyMethods(METHODS, parts, load),
    create: (params: SignInCreateParams) => call('POST', '', params),
    prepareFirstFactor: (params: FactorParams) => call('POST', `${own}/prepare_first_factor`, params),
    attemptFirstFactor: (params: AttemptParams) => call('POST', `${own}/attempt_first_factor`, params),
    reload: () => call('GET', own),
  }) as unknown as SignInResource;
  return resource;
}

const METHODS =
  'createEmailLinkFlow prepareSecondFactor attemptSecondFactor resetPassword authenticateWithRedirect ' +
  'authenticateWithPopup ' +
  'authenticateWithPasskey ' +
  WITH_WALLETS;
