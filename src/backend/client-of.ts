import type { BackendOptions } from './backend-options.ts';
import { type ClerkBackend, createClerkClient } from './create-clerk-client.ts';

/** Clients by their options object, so that a module-level constant is checked once and its keys are kept. */
const clients = new WeakMap<BackendOptions, ClerkBackend>();

/**
 * The client of an options object, made at its first use.
 *
 * @throws {BackendOptionsError} naming the wrong option
 */
export function clientOf(options: BackendOptions): ClerkBackend {
  const client = clients.get(options) ?? createClerkClient(options);
  clients.set(options, client);
  return client;
}
