import type { PageParams } from './params.ts';
import type { BackendPage, BackendSession } from './resources.ts';
import { idOf, type Send } from './send.ts';

/** A browser or an app. */
export interface BackendClient {
  id: string;
  sessionIds: string[];
  sessions: BackendSession[];
  signInId: string | null;
  signUpId: string | null;
  lastActiveSessionId: string | null;
  lastAuthenticationStrategy: string | null;
  createdAt: number;
  updatedAt: number;
}

/** A sign-up that a visitor has begun. */
export interface BackendSignUp {
  id: string;
  status: 'missing_requirements' | 'complete' | 'abandoned';
  requiredFields: string[];
  missingFields: string[];
  unverifiedFields: string[];
  emailAddress: string | null;
  phoneNumber: string | null;
  web3Wallet: string | null;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  publicMetadata: Record<string, unknown>;
  unsafeMetadata: Record<string, unknown>;
  externalId: string | null;
  createdSessionId: string | null;
  createdUserId: string | null;
  abandonAt: number;
}

/** The instance, as its settings describe it. */
export interface BackendInstance {
  id: string;
  environmentType: 'production' | 'development';
  allowedOrigins: string[];
}

/** A domain of the instance. */
export interface BackendDomain {
  id: string;
  name: string;
  isSatellite: boolean;
  frontendApiUrl: string;
  accountsPortalUrl: string | null;
  developmentOrigin: string;
}

/** Browsers and apps. */
export interface ClientsApi {
  /** Lists a page of the clients, newest first. */
  getClientList(params?: PageParams): Promise<BackendPage<BackendClient>>;
  getClient(clientId: string): Promise<BackendClient>;
  /** Returns the client of a client token or a session token. It rejects with status 404 when there is none. */
  verifyClient(token: string): Promise<BackendClient>;
}

/** Sign-ups that visitors have begun. */
export interface SignUpsApi {
  get(signUpAttemptId: string): Promise<BackendSignUp>;
  /** Gives the sign-up the external id that its user will have. */
  update(params: { signUpAttemptId: string; externalId?: string | null | undefined }): Promise<BackendSignUp>;
}

/** Calls about the instance, and about who is on their way in. */
export interface InstanceApi {
  readonly clients: ClientsApi;
  readonly signUps: SignUpsApi;
  /** The instance itself. Its settings are files of the server, so nothing here changes them. */
  readonly instance: { get(): Promise<BackendInstance> };
  /** The domain of the instance. */
  readonly domains: { list(): Promise<BackendPage<BackendDomain>> };
}

export function createInstanceApi(send: Send): InstanceApi {
  return {
    clients: {
      getClientList: (query = {}) => send({ method: 'GET', path: '/clients', query: { ...query, paginated: true } }),
      getClient: async (id) => send({ method: 'GET', path: `/clients/${idOf(id)}` }),
      verifyClient: (token) => send({ method: 'POST', path: '/clients/verify', body: { token } }),
    },
    signUps: {
      get: async (id) => send({ method: 'GET', path: `/sign_ups/${idOf(id)}` }),
      update: async ({ signUpAttemptId, ...body }) =>
        send({ method: 'PATCH', path: `/sign_ups/${idOf(signUpAttemptId)}`, body }),
    },
    instance: { get: () => send({ method: 'GET', path: '/instance' }) },
    domains: { list: () => send({ method: 'GET', path: '/domains' }) },
  };
}
