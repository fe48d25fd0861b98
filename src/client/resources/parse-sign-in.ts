import type { SignInJSON } from '../../protocol/json/sign-in.ts';
import { camelize } from './camelize.ts';
import type { ResourceContext } from './context.ts';
import { parseVerification } from './parse-verification.ts';
import type { FirstFactor, SignInResource } from './types.ts';

const ROOT = '/client/sign_ins';
const EMPTY = {
  id: undefined,
  status: null,
  identifier: null,
  supportedIdentifiers: [],
  supportedFirstFactors: null,
  supportedSecondFactors: null,
  createdSessionId: null,
  userData: null,
};

/** Reads a sign-in attempt; null becomes an empty one, which offers `create`. */
export function parseSignIn(json: SignInJSON | null | undefined, context: ResourceContext): SignInResource {
  const call = async (method: 'GET' | 'POST', path: string, body?: object) =>
    parseSignIn(await context.call<SignInJSON>(ROOT + path, { method, body, reload: true }), context);
  const own = json ? `/${encodeURIComponent(json.id)}` : '';
  return Object.freeze({
    ...EMPTY,
    ...(json && camelize(json)),
    supportedFirstFactors: (json?.supported_first_factors?.map(camelize) ?? null) as FirstFactor[] | null,
    userData: (json?.user_data ? camelize(json.user_data) : null) as SignInResource['userData'],
    firstFactorVerification: parseVerification(json?.first_factor_verification),
    secondFactorVerification: parseVerification(json?.second_factor_verification),
    create: (params) => call('POST', '', params),
    prepareFirstFactor: (params) => call('POST', `${own}/prepare_first_factor`, params),
    attemptFirstFactor: (params) => call('POST', `${own}/attempt_first_factor`, params),
    reload: () => call('GET', own),
  } as SignInResource);
}
