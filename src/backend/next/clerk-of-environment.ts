import type { BackendOptions } from '../backend-options.ts';
import type { AdapterOptions, ClientAddressOption } from '../adapters/create-adapter.ts';
import { type ClerkBackend, createClerkClient } from '../create-clerk-client.ts';

/** Options of the middlewares. Keys that are left out come from the environment. */
export type NextOptions = BackendOptions & Pick<AdapterOptions, 'proxy' | 'wellKnown'> & ClientAddressOption;

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
