import { type AccessApi, createAccessApi } from './create-access-api.ts';
import { createInstanceApi, type InstanceApi } from './create-instance-api.ts';
import { createJwtTemplatesApi, type JwtTemplatesApi } from './jwt-templates-api.ts';
import type {
  CreateActorTokenParams,
  CreateSignInTokenParams,
  CreateUserParams,
  SessionListParams,
  UpdateUserParams,
  UserCountParams,
  UserListParams,
  UserMetadata,
} from './params.ts';
import {
  type BackendActorToken,
  type BackendDeleted,
  type BackendEmailAddress,
  type BackendOAuthAccessToken,
  type BackendPage,
  type BackendPhoneNumber,
  type BackendSession,
  type BackendSignInToken,
  type BackendTestingToken,
  type BackendUser,
  completeUser,
} from './resources.ts';
import {
  createEmailAddressesApi,
  createPhoneNumbersApi,
  type EmailAddressesApi,
  type PhoneNumbersApi,
} from './identifiers-api.ts';
import { idOf, type Send } from './send.ts';

/** Milliseconds in which a picture is sent and made safe. */
const UPLOAD_MS = 60_000;

/** The users of the instance. */
export interface UsersApi {
  /** Returns a user. It rejects with status 404 when there is none. */
  getUser(userId: string): Promise<BackendUser>;
  /** Lists a page of the users, and counts those on all pages. */
  getUserList(params?: UserListParams): Promise<BackendPage<BackendUser>>;
  /** Counts the users that a filter matches. Default: all. */
  getCount(params?: UserCountParams): Promise<number>;
  /**
   * Creates a user without a sign-up. Addresses and numbers count as verified, and nobody is mailed.
   *
   * @example
   * const user = await clerk.users.createUser({ emailAddress: ['ada@example.com'], skipPasswordRequirement: true });
   */
  createUser(params: CreateUserParams): Promise<BackendUser>;
  /** Changes a user. The owner is mailed a new username, password or primary address. */
  updateUser(userId: string, params: UpdateUserParams): Promise<BackendUser>;
  /** Merges metadata; null deletes a key. */
  updateUserMetadata(userId: string, params: UserMetadata): Promise<BackendUser>;
  /** Replaces the kinds of metadata that are given. */
  replaceUserMetadata(userId: string, params: UserMetadata): Promise<BackendUser>;
  /** Deletes a user, signs them out everywhere and mails them that. */
  deleteUser(userId: string): Promise<BackendDeleted>;
  /** Ends all sessions of a user, and lets them start none. */
  banUser(userId: string): Promise<BackendUser>;
  /** Lifts a ban. The sessions that it ended stay ended. */
  unbanUser(userId: string): Promise<BackendUser>;
  /** Bans up to 100 users: all of them, or none when one does not exist. */
  banUsers(userIds: string[]): Promise<BackendUser[]>;
  /** Lifts the bans of up to 100 users. */
  unbanUsers(userIds: string[]): Promise<BackendUser[]>;
  /** Refuses sign-ins of a user for an hour. */
  lockUser(userId: string): Promise<BackendUser>;
  /** Ends a lock. */
  unlockUser(userId: string): Promise<BackendUser>;
  /** Sets the picture of a user: PNG, JPEG, WebP, GIF or AVIF. */
  updateUserProfileImage(userId: string, params: { file: Blob }): Promise<BackendUser>;
  /** Gives a user one verified email address in place of all others, and mails those that. */
  replaceUserEmailAddress(userId: string, params: { emailAddress: string }): Promise<BackendEmailAddress>;
  /** Gives a user one verified phone number in place of all others. It is no second factor. */
  replaceUserPhoneNumber(userId: string, params: { phoneNumber: string }): Promise<BackendPhoneNumber>;
  /** Removes the picture of a user. */
  deleteUserProfileImage(userId: string): Promise<BackendUser>;
  /** Checks a password. It rejects with status 422 when it is wrong, which counts towards the lock of the account. */
  verifyPassword(params: { userId: string; password: string }): Promise<{ verified: true }>;
  /**
   * Checks a code of the authenticator app, or a backup code, which is used up by it. It rejects with status 422 when it
   * is wrong, which counts towards the lock of the account.
   */
  verifyTOTP(params: { userId: string; code: string }): Promise<{ verified: true; codeType: 'totp' | 'backup_code' }>;
  /**
   * Notes that others may know the password of a user. The next sign-in with it leads to a reset, for which the user
   * proves an address or number.
   */
  setPasswordCompromised(userId: string, params?: { revokeAllSessions?: boolean | undefined }): Promise<BackendUser>;
  /** Takes back that others may know the password of a user. */
  unsetPasswordCompromised(userId: string): Promise<BackendUser>;
  /** Removes the password of a user and mails them that, even when it is the only way to sign in. */
  removePassword(userId: string, params?: { signOutOfOtherSessions?: boolean | undefined }): Promise<BackendUser>;
  /**
   * Lists the tokens that a provider gave for a user, renewed where they have expired. The provider's entry in the setting
   * `oauth` needs `keepTokens`.
   *
   * @param provider such as `google` or `custom_acme`, with or without `oauth_` in front
   */
  getUserOauthAccessToken(userId: string, provider: string): Promise<BackendPage<BackendOAuthAccessToken>>;
  /** Removes the authenticator app and the backup codes of a user. Numbers for text messages become identifiers. */
  disableUserMFA(userId: string): Promise<{ userId: string }>;
  /** Removes the authenticator app of a user. */
  deleteUserTOTP(userId: string): Promise<{ userId: string }>;
  /** Removes the backup codes of a user. */
  deleteUserBackupCodes(userId: string): Promise<{ userId: string }>;
  /** Removes a passkey and mails the owner that. It rejects with status 400 when it is the last sign-in method. */
  deleteUserPasskey(params: { userId: string; passkeyIdentificationId: string }): Promise<BackendDeleted>;
  /** As {@link deleteUserPasskey}, for a wallet. */
  deleteUserWeb3Wallet(params: { userId: string; web3WalletIdentificationId: string }): Promise<BackendDeleted>;
  /** As {@link deleteUserPasskey}, for an account at a provider. */
  deleteUserExternalAccount(params: { userId: string; externalAccountId: string }): Promise<BackendDeleted>;
}

/** The sessions of all users. */
export interface SessionsApi {
  /** Returns a session, live or over. It rejects with status 404 when there is none. */
  getSession(sessionId: string): Promise<BackendSession>;
  /** Lists a page of the sessions of a user or a client, newest first, and counts those on all pages. */
  getSessionList(params: SessionListParams): Promise<BackendPage<BackendSession>>;
  /** Ends a session: its next refresh is refused, and its last token expires within a minute. */
  revokeSession(sessionId: string): Promise<BackendSession>;
  /**
   * Creates a session token.
   *
   * @param sessionId id of a live session. For one that is over, the call rejects with status 404
   * @param template name of a JWT template; default: the session token itself
   * @param expiresInSeconds how many seconds it lives, 30 to 300; default 60. With a template 30 to 315360000; default: as
   *   the template says
   * @returns the token as `jwt`
   */
  getToken(sessionId: string, template?: string, expiresInSeconds?: number): Promise<{ jwt: string }>;
}

/** Tokens with which somebody else acts as a user. */
export interface ActorTokensApi {
  /**
   * Creates a token. It is in this answer alone.
   *
   * @example
   * const { url } = await clerk.actorTokens.create({ userId: 'user_1', actor: { sub: 'user_of_the_staff' } });
   */
  create(params: CreateActorTokenParams): Promise<BackendActorToken>;
  /** Revokes a token that was not used. */
  revoke(actorTokenId: string): Promise<BackendActorToken>;
}

/** Tokens that sign a user in once. */
export interface SignInTokensApi {
  /** Creates a token. It is in this answer alone. */
  createSignInToken(params: CreateSignInTokenParams): Promise<BackendSignInToken>;
  /** Revokes a token that was not used. */
  revokeSignInToken(signInTokenId: string): Promise<BackendSignInToken>;
}

/** Tokens with which automated tests pass the bot check. */
export interface TestingTokensApi {
  /** Creates a token. It is valid for an hour, any number of times. */
  createTestingToken(): Promise<BackendTestingToken>;
}

/** The Backend API of an instance. Every call rejects with `BackendApiError` when the API refuses it. */
export interface BackendApi extends AccessApi, InstanceApi {
  readonly users: UsersApi;
  readonly emailAddresses: EmailAddressesApi;
  readonly phoneNumbers: PhoneNumbersApi;
  readonly sessions: SessionsApi;
  readonly actorTokens: ActorTokensApi;
  readonly jwtTemplates: JwtTemplatesApi;
  readonly signInTokens: SignInTokensApi;
  readonly testingTokens: TestingTokensApi;
}

/**
 * Creates a client of the Backend API. It sends nothing until a call. Calls reject with `BackendOptionsError` when the key
 * is missing or the URL is not safe.
 */
export function createBackendApi(send: Send): BackendApi {
  type Raw = Parameters<typeof completeUser>[0];
  const user = async (call: Parameters<typeof send>[0]) => completeUser(await send<Raw>(call));
  const several = async (call: Parameters<typeof send>[0]) => (await send<Raw[]>(call)).map(completeUser);
  const userPath = (id: string, end = '') => `/users/${idOf(id)}${end}`;
  const getCount = async (query: UserCountParams = {}) => {
    const { totalCount } = await send<{ totalCount: number }>({ method: 'GET', path: '/users/count', query });
    return totalCount;
  };
  const users: UsersApi = {
    getUser: async (id) => user({ method: 'GET', path: userPath(id) }),
    async getUserList(query = {}) {
      const { limit: _, offset: __, orderBy: ___, startingAfter: ____, ...filter } = query;
      const [rows, totalCount] = await Promise.all([
        send<Raw[]>({ method: 'GET', path: '/users', query }),
        getCount(filter),
      ]);
      return { data: rows.map(completeUser), totalCount };
    },
    getCount,
    createUser: (body) => user({ method: 'POST', path: '/users', body }),
    updateUser: async (id, body) => user({ method: 'PATCH', path: userPath(id), body }),
    updateUserMetadata: async (id, body) => user({ method: 'PATCH', path: userPath(id, '/metadata'), body }),
    replaceUserMetadata: async (id, body) => user({ method: 'PUT', path: userPath(id, '/metadata'), body }),
    deleteUser: async (id) => send({ method: 'DELETE', path: userPath(id) }),
    banUser: async (id) => user({ method: 'POST', path: userPath(id, '/ban') }),
    unbanUser: async (id) => user({ method: 'POST', path: userPath(id, '/unban') }),
    lockUser: async (id) => user({ method: 'POST', path: userPath(id, '/lock') }),
    unlockUser: async (id) => user({ method: 'POST', path: userPath(id, '/unlock') }),
    banUsers: (userIds) => several({ method: 'POST', path: '/users/ban', body: { userIds } }),
    unbanUsers: (userIds) => several({ method: 'POST', path: '/users/unban', body: { userIds } }),
    async updateUserProfileImage(id, { file }) {
      const form = new FormData();
      form.append('file', file);
      return user({ method: 'POST', path: userPath(id, '/profile_image'), form, timeoutMs: UPLOAD_MS });
    },
    replaceUserEmailAddress: async (id, body) => send({ method: 'PUT', path: userPath(id, '/email_address'), body }),
    replaceUserPhoneNumber: async (id, body) => send({ method: 'PUT', path: userPath(id, '/phone_number'), body }),
    deleteUserProfileImage: async (id) => user({ method: 'DELETE', path: userPath(id, '/profile_image') }),
    verifyPassword: async ({ userId, password }) =>
      send({ method: 'POST', path: userPath(userId, '/verify_password'), body: { password } }),
    verifyTOTP: async ({ userId, code }) =>
      send({ method: 'POST', path: userPath(userId, '/verify_totp'), body: { code } }),
    setPasswordCompromised: async (id, body = {}) =>
      user({ method: 'POST', path: userPath(id, '/password/set_compromised'), body }),
    unsetPasswordCompromised: async (id) => user({ method: 'POST', path: userPath(id, '/password/unset_compromised') }),
    removePassword: async (id, body = {}) => user({ method: 'POST', path: userPath(id, '/remove_password'), body }),
    getUserOauthAccessToken: async (id, provider) =>
      send({
        method: 'GET',
        path: userPath(id, `/oauth_access_tokens/${idOf(provider)}`),
        query: { paginated: true },
      }),
    disableUserMFA: async (id) => send({ method: 'DELETE', path: userPath(id, '/mfa') }),
    deleteUserTOTP: async (id) => send({ method: 'DELETE', path: userPath(id, '/totp') }),
    deleteUserBackupCodes: async (id) => send({ method: 'DELETE', path: userPath(id, '/backup_code') }),
    deleteUserPasskey: async ({ userId, passkeyIdentificationId: id }) =>
      send({ method: 'DELETE', path: userPath(userId, `/passkeys/${idOf(id)}`) }),
    deleteUserWeb3Wallet: async ({ userId, web3WalletIdentificationId: id }) =>
      send({ method: 'DELETE', path: userPath(userId, `/web3_wallets/${idOf(id)}`) }),
    deleteUserExternalAccount: async ({ userId, externalAccountId: id }) =>
      send({ method: 'DELETE', path: userPath(userId, `/external_accounts/${idOf(id)}`) }),
  };
  const sessions: SessionsApi = {
    getSession: async (id) => send({ method: 'GET', path: `/sessions/${idOf(id)}` }),
    getSessionList: (params) => send({ method: 'GET', path: '/sessions', query: { ...params, paginated: true } }),
    revokeSession: async (id) => send({ method: 'POST', path: `/sessions/${idOf(id)}/revoke` }),
    async getToken(id, template, expiresInSeconds) {
      const path = `/sessions/${idOf(id)}/tokens${template ? `/${idOf(template)}` : ''}`;
      return send({ method: 'POST', path, body: { expiresInSeconds } });
    },
  };
  return {
    ...createAccessApi(send),
    ...createInstanceApi(send),
    users,
    emailAddresses: createEmailAddressesApi(send),
    phoneNumbers: createPhoneNumbersApi(send),
    sessions,
    actorTokens: {
      create: (body) => send({ method: 'POST', path: '/actor_tokens', body }),
      revoke: async (id) => send({ method: 'POST', path: `/actor_tokens/${idOf(id)}/revoke` }),
    },
    jwtTemplates: createJwtTemplatesApi(send),
    signInTokens: {
      createSignInToken: (body) => send({ method: 'POST', path: '/sign_in_tokens', body }),
      revokeSignInToken: async (id) => send({ method: 'POST', path: `/sign_in_tokens/${idOf(id)}/revoke` }),
    },
    testingTokens: { createTestingToken: () => send({ method: 'POST', path: '/testing_tokens' }) },
  };
}
