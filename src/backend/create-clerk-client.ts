import { cookieSuffixOf } from '../protocol/cookies.ts';
import { type VerifyResult, verifySessionToken } from '../tokens/verify.ts';
import { type BackendApi, createBackendApi } from './api/create-backend-api.ts';
import { type BackendOptions, BackendOptionsError } from './backend-options.ts';
import { createSend } from './api/send.ts';
import { type Connection, createConnection } from './connection.ts';
import { createVerifier, readInstanceKey } from './verify/create-verifier.ts';
import type { Instance } from './instance.ts';
import { optionsFromEnv } from './options-from-env.ts';
import type { RequestLike } from './request/read-credentials.ts';
import { remember } from './lib/remember.ts';
import { type RequestState, resolveRequestState } from './request/request-state.ts';

/** The backend SDK, bound to one instance. */
export interface ClerkBackend extends BackendApi {
  /** How the SDK reaches the instance, for adapters. */
  readonly connection: Connection;
  /**
   * Tells who sent a request, by its bearer token or its session cookies.
   *
   * @param request a web `Request`, or any object with its `headers.get`
   * @returns the identity, or the reason why there is none. It never throws because of the request
   */
  authenticateRequest(request: RequestLike): Promise<RequestState>;
  /**
   * Verifies a session token.
   *
   * @param token the token as it was sent, of any type
   * @returns the claims, or the reason why they cannot be trusted. It never throws because of the token
   */
  verifyToken(token: unknown): Promise<VerifyResult>;
}

/**
 * Creates the backend SDK of an instance. Create it once, when your server starts: it checks the options and keeps the
 * keys that it fetches.
 *
 * @param options the keys of the instance. What is left out comes from the environment, see {@link optionsFromEnv}
 * @returns the SDK. One SDK serves any number of requests
 * @throws {BackendOptionsError} that names the wrong option
 * @example
 * const clerk = createClerkClient({ publishableKey: 'pk_live_…', authorizedParties: ['https://app.example.com'] });
 * const { userId } = (await clerk.authenticateRequest(request)).toAuth();
 */
export function createClerkClient(options: BackendOptions = {}): ClerkBackend {
  if (typeof options !== 'object' || options === null) throw new BackendOptionsError('The options are no object.');
  const all = withEnvironment(options);
  const publishableKey = readInstanceKey(all);
  const connection = createConnection(all, publishableKey);
  const verifier = createVerifier(all, publishableKey, connection);
  const send = createSend(connection);
  const api = createBackendApi(send);
  const { now = Date.now } = all;
  let instance: Promise<Instance> | undefined;
  const load = async (): Promise<Instance> => ({
    verifier,
    connection,
    suffix: publishableKey ? await suffixOf(publishableKey.raw) : '',
    send,
    makeToken: async (sessionId, template) => (await api.sessions.getToken(sessionId, template)).jwt,
    now,
  });
  return {
    ...api,
    connection,
    authenticateRequest: async (request) => {
      instance ??= load();
      return resolveRequestState(request, await instance);
    },
    verifyToken: async (token) => verifySessionToken(token, verifier.options),
  };
}

/**
 * Tells who sent a request. For code that has no place to keep a client; otherwise use {@link createClerkClient}.
 *
 * @param request a web `Request`, or any object with its `headers.get`
 * @param options as for {@link createClerkClient}. They may be written inline: they are checked once, and so is the
 *   environment
 * @returns the identity, or the reason why there is none
 * @throws {BackendOptionsError} that names the wrong option
 * @example
 * const OPTIONS = { publishableKey: 'pk_live_…' };
 * const state = await authenticateRequest(request, OPTIONS);
 * if (!state.isAuthenticated) console.log(state.reason);
 */
export async function authenticateRequest(
  request: RequestLike,
  options: BackendOptions = FROM_ENVIRONMENT,
): Promise<RequestState> {
  return clientOf(options).authenticateRequest(request);
}

const FROM_ENVIRONMENT: BackendOptions = {};
/** The clients of options objects. A constant options object is checked once, and its keys are kept. */
const clients = new WeakMap<BackendOptions, ClerkBackend>();
/** The clients of options that are written inline, by their text. */
const inline = remember((text) => createClerkClient(JSON.parse(text) as BackendOptions));

function clientOf(options: BackendOptions): ClerkBackend {
  const known = clients.get(options);
  if (known) return known;
  const text = textOf(options);
  if (text !== undefined) return inline(text);
  const client = createClerkClient(options);
  clients.set(options, client);
  return client;
}

/** Returns options as a text; undefined when one of them is no plain value, which a text would change. */
function textOf(options: BackendOptions): string | undefined {
  const isPlain = (value: unknown): boolean =>
    typeof value === 'string' || Number.isFinite(value) || (Array.isArray(value) && value.every(isPlain));
  if (typeof options !== 'object' || options === null) return undefined;
  for (const value of Object.values(options)) if (value !== undefined && !isPlain(value)) return undefined;
  return JSON.stringify(options);
}

/** Adds the environment's values for what is left out. A key that is passed is not mixed with another source of keys. */
function withEnvironment(options: BackendOptions): BackendOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const { jwtKey, ...environment } = optionsFromEnv();
  const isKeyGiven = given.jwtKey !== undefined || given.jwksUrl !== undefined;
  return { ...environment, ...(jwtKey !== undefined && !isKeyGiven && { jwtKey }), ...given };
}

const suffixOf = remember(async (publishableKey: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(publishableKey));
  return cookieSuffixOf(new Uint8Array(digest));
});
