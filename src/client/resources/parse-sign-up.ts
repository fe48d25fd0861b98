import type { SignUpJSON } from '../../protocol/json/sign-up.ts';
import { camelize } from './camelize.ts';
import type { ResourceContext } from './context.ts';
import { parseSignUpVerification } from './parse-verification.ts';
import type { SignUpParams, SignUpResource } from './types.ts';

const ROOT = '/client/sign_ups';
const EMPTY = {
  id: undefined,
  status: null,
  requiredFields: [],
  optionalFields: [],
  missingFields: [],
  unverifiedFields: [],
  username: null,
  emailAddress: null,
  firstName: null,
  lastName: null,
  hasPassword: false,
  unsafeMetadata: {},
  createdSessionId: null,
  createdUserId: null,
};

/** Reads a sign-up attempt; null becomes an empty one, which offers `create`. */
export function parseSignUp(json: SignUpJSON | null | undefined, context: ResourceContext): SignUpResource {
  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
    parseSignUp(await context.call<SignUpJSON>(ROOT + path, { method, body, reload: true }), context);
  const own = json ? `/${encodeURIComponent(json.id)}` : '';
  const create = (params: SignUpParams) => call('POST', '', params);
  const update = (params: SignUpParams) => call('PATCH', own, params);
  const prepareVerification = (params: { strategy: string }) => call('POST', `${own}/prepare_verification`, params);
  const attemptVerification = (params: { strategy: string; code: string }) =>
    call('POST', `${own}/attempt_verification`, params);
  return Object.freeze({
    ...EMPTY,
    ...(json && camelize(json)),
    abandonAt: json?.abandon_at ?? null,
    hasPassword: json?.has_password ?? json?.password_enabled ?? false,
    verifications: Object.freeze({ emailAddress: parseSignUpVerification(json?.verifications?.email_address) }),
    create,
    update,
    upsert: json ? update : create,
    prepareVerification,
    attemptVerification,
    prepareEmailAddressVerification: (params = { strategy: 'email_code' }) => prepareVerification(params),
    attemptEmailAddressVerification: ({ code }) => attemptVerification({ strategy: 'email_code', code }),
    reload: () => call('GET', own),
  } as SignUpResource);
}
