import type { SignInJSON } from '../../protocol/json/sign-in.ts';
import { camelize } from './camelize.ts';
import { lazyMethods } from './lazy-methods.ts';
import type { signInMethods } from './methods/sign-in-methods.ts';
import { parseVerification } from './parse-verification.ts';
import type { AttemptParts, ResourceContext } from './resource-context.ts';
import type { AttemptParams, FactorParams } from './types/factors.ts';
import type { FurtherSignInMembers, SignInCreateParams, SignInResource } from './types/sign-in.ts';

const ROOT = '/client/sign_ins';
const EMPTY = {
  pathRoot: ROOT,
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
const METHODS = [
  'prepareSecondFactor',
  'attemptSecondFactor',
  'resetPassword',
  'authenticateWithRedirect',
  'authenticateWithPopup',
  'authenticateWithWeb3',
] as const satisfies readonly (keyof typeof signInMethods)[];

/** Parses a sign-in attempt. Null becomes an empty one, on which `create` can be called. */
export function parseSignIn(json: SignInJSON | null | undefined, context: ResourceContext): SignInResource {
  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
    parseSignIn(await context.call<SignInJSON>(ROOT + path, { method, body }), context);
  const second = [...(json?.supported_second_factors ?? []), ...(json?.further_second_factors ?? [])];
  const own = json ? `/${encodeURIComponent(json.id)}` : '';
  const parts: AttemptParts<SignInResource> = {
    context,
    call: (method, path, body) => call(method, own + path, body),
    get resource() {
      return resource as SignInResource;
    },
  };
  const resource: Omit<SignInResource, keyof FurtherSignInMembers> = Object.freeze({
    ...EMPTY,
    ...(json && camelize(json)),
    supportedFirstFactors: json?.supported_first_factors?.map(camelize) ?? null,
    supportedSecondFactors: second[0] ? second.map(camelize) : null,
    userData: json?.user_data ? camelize(json.user_data) : null,
    firstFactorVerification: parseVerification(json?.first_factor_verification, context),
    secondFactorVerification: parseVerification(json?.second_factor_verification, context),
    ...lazyMethods(METHODS, parts, loadMethods),
    create: (params: SignInCreateParams) => call('POST', '', { locale: context.locale(), ...params }),
    prepareFirstFactor: (params: FactorParams) => call('POST', `${own}/prepare_first_factor`, params),
    attemptFirstFactor: (params: AttemptParams) => call('POST', `${own}/attempt_first_factor`, params),
    reload: () => call('GET', own),
  });
  // Live views add the further members.
  return resource as SignInResource;
}

async function loadMethods() {
  return (await import('./methods/sign-in-methods.ts')).signInMethods;
}
