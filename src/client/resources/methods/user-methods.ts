import type { SessionJSON, SessionWithActivitiesJSON } from '../../../protocol/json/client.ts';
import type { EmailAddressJSON, SignInMethodJSON, UserJSON } from '../../../protocol/json/user.ts';
import { buildMergePatch, type Metadata } from '../../../protocol/merge-patch.ts';
import { isClerkAPIResponseError } from '../../errors.ts';
import { camelize } from '../camelize.ts';
import { deleted, identifiersOf } from '../identifiers-of.ts';
import type { UserParts } from '../resource-context.ts';
import type { EmailAddressResource } from '../types/identifiers.ts';
import type { SessionWithActivitiesResource } from '../types/session.ts';
import type { UpdateUserMetadataParams, UpdateUserParams } from '../types/user.ts';
import type { SignInMethodResource } from '../types/user-factors.ts';
import { findOwned } from './find-owned.ts';
import { externalAccountsOfUser } from './oauth.ts';
import { passkeyOfUser } from './passkey.ts';
import { profileImageOfUser } from './profile-image.ts';
import { createPhoneNumbers } from './phone-number.ts';
import { secondFactorsOfUser } from './second-factors.ts';
import { createWallets } from './wallets.ts';

/** The methods of a user, other than those in `user-calls.ts`: root of the segment that has them. */
export const userMethods = {
  ...secondFactorsOfUser,
  ...createPhoneNumbers,
  ...externalAccountsOfUser,
  ...passkeyOfUser,
  ...profileImageOfUser,
  ...createWallets,
  async getSessions(parts: UserParts): Promise<SessionWithActivitiesResource[]> {
    const { context, sessionId, path } = parts;
    const sessions = await context.call<SessionWithActivitiesJSON[]>(`${path}/sessions/active`, { sessionId });
    return sessions.map((json) => parseSession(json, parts));
  },
  async getSignInMethods({ context, sessionId, path }: UserParts): Promise<SignInMethodResource[]> {
    const methods = await context.call<SignInMethodJSON[]>(`${path}/sign_in_methods`, { sessionId });
    return methods.map(({ added_on, ...method }) =>
      Object.freeze({ ...camelize(method), addedOn: added_on && Object.freeze(camelize(added_on)) }),
    );
  },
  async createEmailAddress(parts: UserParts, { email }: { email: string }): Promise<EmailAddressResource> {
    const { context, sessionId, path } = parts;
    const at = `${path}/email_addresses`;
    const body = { emailAddress: email };
    const { id } = await context.call<EmailAddressJSON>(`${at}/`, { method: 'POST', body, sessionId });
    return findOwned(parts, `${at}/${id}`);
  },
  /** Merges a patch into the user's unsafe metadata. */
  updateMetadata: (parts: UserParts, { unsafeMetadata }: UpdateUserMetadataParams) =>
    patch(parts, '/metadata', { unsafeMetadata }),
  /**
   * Changes fields of the user and replaces the unsafe metadata, in one request. A hosted API of a newer revision may
   * refuse or ignore the metadata there: then a merge patch follows, which removes what the new metadata does not have.
   */
  async updateWithMetadata(parts: UserParts, params: UpdateUserParams): Promise<UserJSON> {
    const { unsafeMetadata, ...fields } = params;
    const user = await patch(parts, '', params).catch((error: unknown) => {
      if (!isClerkAPIResponseError(error) || error.errors[0]?.code !== 'form_param_unknown') throw error;
      return patch(parts, '', fields);
    });
    // As the API reads it: without values that JSON does not have.
    const wanted = JSON.parse(JSON.stringify(unsafeMetadata)) as Metadata;
    const missing = buildMergePatch(user.unsafe_metadata, wanted);
    return Object.keys(missing).length ? patch(parts, '/metadata', { unsafeMetadata: missing }) : user;
  },
  /**
   * Deletes the user. The answer carries the client without the session, so the page is signed out when this resolves.
   */
  async delete({ context, sessionId, path }: UserParts): Promise<void> {
    const session = context.client()?.sessions.find(({ id }) => id === sessionId);
    for (const each of session ? identifiersOf(session) : []) deleted.add(each);
    await context.call(path, { method: 'DELETE', sessionId });
  },
};

function patch({ context, sessionId, path }: UserParts, below: string, body: object): Promise<UserJSON> {
  return context.call<UserJSON>(path + below, { method: 'PATCH', body, sessionId });
}

function parseSession(json: SessionWithActivitiesJSON, parts: UserParts): SessionWithActivitiesResource {
  const { context, sessionId, path } = parts;
  return Object.freeze({
    ...camelize(json),
    latestActivity: Object.freeze(camelize(json.latest_activity ?? {})),
    async revoke() {
      const at = `${path}/sessions/${encodeURIComponent(json.id)}/revoke`;
      const { status } = await context.call<SessionJSON>(at, { method: 'POST', sessionId });
      return parseSession({ ...json, status }, parts);
    },
  });
}
