import type { SignUpJSON } from '../../protocol/json/sign-up.ts';
import { firstError } from '../errors.ts';
import { camelize } from './camelize.ts';
import { lazyMethods } from './lazy-methods.ts';
import type { signUpMethods } from './methods/sign-up-methods.ts';
import { parseSignUpVerification } from './parse-verification.ts';
import type { AttemptParts, ResourceContext } from './resource-context.ts';
import type { AttemptParams, FactorParams } from './types/factors.ts';
import type { FurtherSignUpMembers, SignUpParams, SignUpResource } from './types/sign-up.ts';

const ROOT = '/client/sign_ups';
const EMPTY = {
  pathRoot: ROOT,
  id: undefined,
  status: null,
  requiredFields: [],
  optionalFields: [],
  missingFields: [],
  unverifiedFields: [],
  username: null,
  emailAddress: null,
  phoneNumber: null,
  firstName: null,
  lastName: null,
  hasPassword: false,
  unsafeMetadata: {},
  createdSessionId: null,
  createdUserId: null,
};
const METHODS = ['authenticateWithWeb3'] as const satisfies readonly (keyof typeof signUpMethods)[];

/** Parses a sign-up attempt. Null becomes an empty one, on which `create` can be called. */
export function parseSignUp(json: SignUpJSON | null | undefined, context: ResourceContext): SignUpResource {
  const send = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) =>
    context.call<SignUpJSON>(ROOT + path, { method, body });
  const call = async (...[method, path, body]: Parameters<typeof send>) =>
    parseSignUp(
      await send(method, path, body).catch(async (error) => {
        if (firstError(error)?.code !== 'captcha_missing_token') throw error;
        const { passCaptcha } = await import('../captcha/pass-captcha.ts');
        return send(method, path, { ...body, ...(await passCaptcha(error, context.platform.clock)) });
      }),
      context,
    );
  const own = json ? `/${encodeURIComponent(json.id)}` : '';
  const create = (params: SignUpParams) => call('POST', '', { locale: context.locale(), ...params });
  const update = (params: SignUpParams) => call('PATCH', own, params);
  const prepareVerification = (params: FactorParams) => call('POST', `${own}/prepare_verification`, params);
  const attemptVerification = (params: AttemptParams) => call('POST', `${own}/attempt_verification`, params);
  const parts: AttemptParts<SignUpResource> = {
    context,
    call: (method, path, body) => call(method, own + path, body),
    get resource() {
      return resource as SignUpResource;
    },
  };
  const { email_address, phone_number, web3_wallet, external_account } = json?.verifications ?? {};
  const resource: Omit<SignUpResource, keyof FurtherSignUpMembers> = Object.freeze({
    ...EMPTY,
    ...(json && camelize(json)),
    abandonAt: json?.abandon_at ?? null,
    hasPassword: json?.has_password ?? json?.password_enabled ?? false,
    web3wallet: json?.web3_wallet ?? null,
    legalAcceptedAt: json?.legal_accepted_at ?? null,
    verifications: Object.freeze({
      emailAddress: parseSignUpVerification(email_address, context),
      phoneNumber: parseSignUpVerification(phone_number, context),
      web3Wallet: parseSignUpVerification(web3_wallet, context),
      externalAccount: parseSignUpVerification(external_account, context),
    }),
    ...lazyMethods(METHODS, parts, loadMethods),
    create,
    update,
    prepareVerification,
    attemptVerification,
    reload: () => call('GET', own),
  });
  // Live views add the further members.
  return resource as SignUpResource;
}

async function loadMethods() {
  return (await import('./methods/sign-up-methods.ts')).signUpMethods;
}
