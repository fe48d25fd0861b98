import type {
  CreateSignInTokenParams,
  CreateUserParams,
  SessionListParams,
  UpdateUserParams,
  UserCountParams,
  UserListParams,
  UserMetadata,
} from './params.ts';
import {
  type BackendDeleted,
  type BackendPage,
  type BackendSession,
  type BackendSignInToken,
  type BackendTestingToken,
  type BackendUser,
  completeUser,
} from './resources.ts';
import { idOf, type Send } from './send.ts';

/** The users of the instance. */
export interface UsersApi {
  getUser(userId: string): Promise<BackendUser>;
  /** Lists a page of the users, and counts those on all pages. */
  getUserList(params?: UserListParams): Promise<BackendPage<BackendUser>>;
  getCount(params?: UserCountParams): Promise<number>;
  createUser(params: CreateUserParams): Promise<BackendUser>;
  updateUser(userId: string, params: UpdateUserParams): Promise<BackendUser>;
  /** Merges metadata; null deletes a key. */
  updateUserMetadata(userId: string, params: UserMetadata): Promise<BackendUser>;
  /** Replaces the kinds of metadata that are given. */
  replaceUserMetadata(userId: string, params: UserMetadata): Promise<BackendUser>;
  /** Deletes a user, signs them out everywhere and mails them that. */
  deleteUser(userId: string): Promise<BackendDeleted>;
  /** Ends all sessions of a user, and lets them start none. */
  banUser(userId: string): Promise<BackendUser>;
  unbanUser(userId: string): Promise<BackendUser>;
  /** Refuses sign-ins of a user for an hour. */
  lockUser(userId: string): Promise<BackendUser>;
  unlockUser(userId: string): Promise<BackendUser>;
}

/** The sessions of all users. */
export interface SessionsApi {
  getSession(sessionId: string): Promise<BackendSession>;
  getSessionList(params: SessionListParams): Promise<BackendPage<BackendSession>>;
  revokeSession(sessionId: string): Promise<BackendSession>;
  /**
   * Creates a session token.
   *
   * @param template name of a JWT template; default: the session token itself
   * @param expiresInSeconds 30 to 300; default 60
   */
  getToken(sessionId: string, template?: string, expiresInSeconds?: number): Promise<{ jwt: string }>;
}

/** Tokens that sign a user in once. */
export interface SignInTokensApi {
  createSignInToken(params: CreateSignInTokenParams): Promise<BackendSignInToken>;
  revokeSignInToken(signInTokenId: string): Promise<BackendSignInToken>;
}

/** Tokens with which automated tests pass the bot check. */
export interface TestingTokensApi {
  createTestingToken(): Promise<BackendTestingToken>;
}

/** The Backend API of an instance. Every call rejects with `BackendApiError` when the API refuses it. */
export interface BackendApi {
  readonly users: UsersApi;
  readonly sessions: SessionsApi;
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
  const userPath = (id: string, end = '') => `/users/${idOf(id)}${end}`;
  const getCount = async (query: UserCountParams = {}) => {
    const { totalCount } = await send<{ totalCount: number }>({ method: 'GET', path: '/users/count', query });
    return totalCount;
  };
  const users: UsersApi = {
    getUser: async (id) => user({ method: 'GET', path: userPath(id) }),
    async getUserList(query = {}) {
      const { limit: _, offset: __, orderBy: ___, ...filter } = query;
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
    users,
    sessions,
    signInTokens: {
      createSignInToken: (body) => send({ method: 'POST', path: '/sign_in_tokens', body }),
      revokeSignInToken: async (id) => send({ method: 'POST', path: `/sign_in_tokens/${idOf(id)}/revoke` }),
    },
    testingTokens: { createTestingToken: () => send({ method: 'POST', path: '/testing_tokens' }) },
  };
}
