import type { UserJSON } from '../../protocol/json/user.ts';
import { lazyMethods } from './lazy-methods.ts';
import type { userMethods } from './methods/user-methods.ts';
import type { UserParts } from './resource-context.ts';
import type { UpdateUserMetadataParams, UpdateUserParams, UserResource } from './types/user.ts';

const METHODS = [
  'createEmailAddress',
  'createPhoneNumber',
  'createWeb3Wallet',
  'createExternalAccount',
  'createPasskey',
  'createTOTP',
  'verifyTOTP',
  'disableTOTP',
  'createBackupCode',
  'updatePassword',
  'removePassword',
  'setProfileImage',
  'getSessions',
  'getSignInMethods',
  'updateMetadata',
  'updateWithMetadata',
  'delete',
] as const satisfies readonly (keyof typeof userMethods)[];

/**
 * Creates the methods of a user. Most are in `methods/user-methods.ts`, which is loaded when one of them is called.
 *
 * @param parse parses an answer, or returns the snapshot that is known for it
 */
export function createUserCalls(parts: UserParts, parse: (json: UserJSON) => UserResource) {
  const { context, sessionId, path } = parts;
  const { updateWithMetadata, updateMetadata, ...methods } = lazyMethods(
    METHODS,
    parts,
    async () => (await import('./methods/user-methods.ts')).userMethods,
  );
  const call = <T>(method: 'GET' | 'PATCH', below: string, body?: object) =>
    context.call<T>(path + below, { method, body, sessionId });
  const reload = async () => parse(await call('GET', ''));
  return {
    ...methods,
    async update(params: UpdateUserParams): Promise<UserResource> {
      return parse(await (params.unsafeMetadata ? updateWithMetadata(params) : call<UserJSON>('PATCH', '', params)));
    },
    updateMetadata: async (params: UpdateUserMetadataParams) => parse(await updateMetadata(params)),
    reload,
  };
}
