import type { PublishableKey } from '../../protocol/keys.ts';
import type { VerifyOptions } from '../../tokens/verify.ts';
import { type BackendOptions, BackendOptionsError } from '../backend-options.ts';
import { remember } from '../lib/remember.ts';
import type { Connection } from '../connection.ts';
import { readPublishableKey, readVerifyOptions, type VerifyTokenOptions } from './verify-options.ts';

/** Checked options. Every request uses them as they are. */
export interface Verifier {
  /** Undefined when only a source of keys was given, which says nothing of issuer, cookies and hosts. */
  instance: PublishableKey | undefined;
  options: VerifyOptions;
}

const GIVE_KEY =
  'Set CLERK_PUBLISHABLE_KEY (pk_…) in the environment of your server or pass it. To verify tokens alone, the public ' +
  'key of the instance is enough: CLERK_JWT_KEY or jwtKey. `npx clerk-widgets keys` prints both.';

/**
 * Reads the publishable key of the instance.
 *
 * @returns undefined when another option says where the keys are
 * @throws {BackendOptionsError} when it is missing or malformed
 */
export function readInstanceKey({ publishableKey, jwtKey, jwksUrl }: BackendOptions): PublishableKey | undefined {
  if (publishableKey !== undefined) return readPublishableKey(publishableKey);
  if (jwtKey !== undefined || jwksUrl !== undefined) return undefined;
  throw new BackendOptionsError(`publishableKey is missing. ${GIVE_KEY}`);
}

/**
 * Checks how tokens are verified, and prepares the keys.
 *
 * @throws {BackendOptionsError} that names the wrong option. A wrong option never makes a check less strict
 */
export function createVerifier(
  options: BackendOptions,
  instance: PublishableKey | undefined,
  connection: Connection,
): Verifier {
  const { imported, ...verifyOptions } = readVerifyOptions({ ...options, ...keySource(options, connection) });
  // Outside Node the key is imported later. A wrong one then refuses every token, and must not end the process.
  imported?.catch(() => undefined);
  return { instance, options: verifyOptions };
}

/**
 * Returns where the keys are, if not where the publishable key says. An API of your own machine has no https, so its keys
 * cannot be fetched from there; the Backend API, whose URL has a scheme, has them as well.
 */
function keySource(
  { jwtKey, jwksUrl, apiUrl, secretKey, fetch }: BackendOptions,
  connection: Connection,
): VerifyTokenOptions {
  if (jwtKey !== undefined || jwksUrl !== undefined) return {};
  if (apiUrl !== undefined && secretKey !== undefined) {
    return { jwksUrl: `${connection.apiUrl}/v1/jwks`, fetch: fetchWithKey(secretKey, fetch) };
  }
  const { browserApiUrl, frontendApiUrl } = connection;
  const url = frontendApiUrl?.startsWith('http:') ? frontendApiUrl : browserApiUrl;
  return url.startsWith('/') ? {} : { jwksUrl: `${url}/.well-known/jwks.json` };
}

type Fetch = typeof globalThis.fetch;
/** The fetched keys are kept for each `fetch`, so the same secret key gets the same function. */
const authorized = new WeakMap<object, (secretKey: string) => Fetch>();
const DEFAULT = {};

function fetchWithKey(secretKey: string, fetch: Fetch | undefined): Fetch {
  const ofFetch =
    authorized.get(fetch ?? DEFAULT) ??
    remember<Fetch>(
      (key) => (input, init) =>
        (fetch ?? globalThis.fetch)(input, { ...init, headers: { ...init?.headers, Authorization: `Bearer ${key}` } }),
    );
  authorized.set(fetch ?? DEFAULT, ofFetch);
  return ofFetch(secretKey);
}
