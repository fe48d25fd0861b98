import type { BackendOptions } from '../backend-options.ts';
import { type Adapter, type AdapterOptions, createAdapter } from '../adapters/create-adapter.ts';
import { type ClerkBackend, createClerkClient } from '../create-clerk-client.ts';

/** Options of the middlewares. Keys that are left out come from the environment. */
export interface NextOptions extends BackendOptions, Pick<AdapterOptions, 'proxy' | 'frontendApiUrl'> {
  /** Returns the address of the visitor, for the proxy. Headers count only when a proxy before you writes them. */
  clientAddress?: (request: Request) => string | undefined;
}

/** What the middlewares work with. */
export interface Sdk {
  readonly clerk: ClerkBackend;
  readonly adapter: Adapter;
  readonly clientAddress: NextOptions['clientAddress'];
}

let standard: ClerkBackend | undefined;

/**
 * Returns the SDK with the keys of the environment. It is created with the first request: `next build` loads modules in an
 * environment that may have no keys.
 *
 * @throws {BackendOptionsError} that names the variable that is missing or wrong
 */
export function clerkOfEnvironment(): ClerkBackend {
  return (standard ??= createClerkClient());
}

/** Returns a function that creates the SDK with options, once, when it is called first. */
export function lazySdk({ proxy, frontendApiUrl, clientAddress, ...options }: NextOptions): () => Sdk {
  let sdk: Sdk | undefined;
  const create = (): Sdk => {
    const path = proxy === true ? '/__clerk' : proxy || undefined;
    const clerk = createClerkClient(path === undefined ? options : { proxyUrl: path, ...options });
    return { clerk, adapter: createAdapter({ ...options, clerk, proxy, frontendApiUrl }), clientAddress };
  };
  return () => (sdk ??= create());
}
