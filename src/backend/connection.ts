import type { PublishableKey } from '../protocol/keys.ts';
import { type BackendOptions, BackendOptionsError } from './backend-options.ts';
import { isSafeUrl, SAFE_URL } from './lib/safe-url.ts';

/** How the SDK reaches the APIs of an instance, and where its pages are. */
export interface Connection {
  /** Base of the Backend API without `/v1`. */
  apiUrl: string;
  publishableKey: string | undefined;
  secretKey: string | undefined;
  /** Base of the Frontend API for browsers: an absolute URL, or a path on the origin of the application. */
  browserApiUrl: string;
  /** Address that the publishable key names; empty without a key. */
  hostUrl: string;
  /** Where the proxy finds the Frontend API; undefined = at the host that the publishable key names. */
  frontendApiUrl: string | undefined;
  /** Base of the Frontend API for this server; empty when no option says where it is. */
  serverApiUrl: string;
  signInUrl: string;
  fetch: typeof globalThis.fetch;
}

/** Hosts of Clerk's development instances. Only these know a development browser token. */
const CLERK_HOSTS = /\.(accounts\.dev|lcl\.dev|stg\.dev|accountsstage\.dev|lclclerk\.com)$/;
const CLERK_API = 'https://api.clerk.com';

/**
 * Checks the options that name URLs and the secret key.
 *
 * @throws {BackendOptionsError} that names the wrong option
 */
export function createConnection(options: BackendOptions, instance: PublishableKey | undefined): Connection {
  const { secretKey, fetch = globalThis.fetch } = options;
  if (secretKey !== undefined) checkSecretKey(secretKey, instance);
  const host = instance ? `https://${instance.frontendApi}` : '';
  const proxyUrl = withoutSlash('proxyUrl', options.proxyUrl);
  const frontendApiUrl = absolute('frontendApiUrl', options.frontendApiUrl);
  const own = frontendApiUrl ?? (proxyUrl && !proxyUrl.startsWith('/') ? proxyUrl : host);
  const apiUrl = absolute('apiUrl', options.apiUrl)?.replace(/\/v1$/, '');
  return {
    apiUrl: apiUrl ?? (instance && isClerkHost(instance) ? CLERK_API : own),
    publishableKey: instance?.raw,
    secretKey,
    browserApiUrl: proxyUrl ?? host,
    hostUrl: host,
    frontendApiUrl,
    serverApiUrl: own,
    signInUrl: readSignInUrl(options.signInUrl ?? hostedSignIn(instance, proxyUrl ?? host)),
    // A worker refuses a global `fetch` that is called as a method of another object.
    fetch: (input, init) => fetch(input, init),
  };
}

/** Tells whether an instance is a development instance that Clerk hosts. */
export function isClerkHost({ frontendApi, instanceType }: PublishableKey): boolean {
  return instanceType === 'development' && CLERK_HOSTS.test(frontendApi);
}

/** The hosted page of the instance. Clerk has that of a development instance on a host beside the API. */
function hostedSignIn(instance: PublishableKey | undefined, browserApiUrl: string): string {
  const isClerks =
    instance !== undefined && isClerkHost(instance) && browserApiUrl === `https://${instance.frontendApi}`;
  return `${isClerks ? browserApiUrl.replace('.clerk.', '.') : browserApiUrl}/sign-in`;
}

/** @throws {BackendOptionsError} when a text is no URL of a page */
export function readSignInUrl(text: unknown): string {
  if (typeof text === 'string' && (isPath(text) || isWebUrl(text))) return text;
  throw new BackendOptionsError('signInUrl is neither a path such as /sign-in nor an absolute URL.');
}

function checkSecretKey(key: unknown, instance: PublishableKey | undefined): void {
  const type = typeof key === 'string' ? /^sk_(test|live)_[\w.~+/=-]+$/.exec(key)?.[1] : undefined;
  if (!type) throw new BackendOptionsError('secretKey does not start with sk_test_ or sk_live_, or contains blanks.');
  const isLive = instance?.instanceType === 'production';
  if (instance && (type === 'live') !== isLive) {
    throw new BackendOptionsError(
      `secretKey is of a ${type === 'live' ? 'production' : 'development'} instance, and publishableKey is not.`,
    );
  }
}

function absolute(name: string, given: unknown): string | undefined {
  const url = withoutSlash(name, given);
  if (url?.startsWith('/')) throw new BackendOptionsError(`${name} is a path. Give an absolute https URL.`);
  return url;
}

function withoutSlash(name: string, url: unknown): string | undefined {
  if (url === undefined) return undefined;
  if (typeof url === 'string' && (isPath(url) || isSafeUrl(url))) return url.replace(/\/+$/, '');
  throw new BackendOptionsError(`${name} is neither a path nor ${SAFE_URL}.`);
}

function isPath(text: string): boolean {
  return /^\/(?![/\\])/.test(text);
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
