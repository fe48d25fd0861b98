import type { BackendOptions } from '../backend-options.ts';
import { type ClerkBackend, createClerkClient } from '../create-clerk-client.ts';
import { checkRules, createGuard, type Guard, type GuardOptions } from './guard.ts';

/** Options of a middleware: what it protects, and the instance. What is left out comes from the environment. */
export interface MiddlewareOptions extends GuardOptions, BackendOptions {
  /** The SDK, if you have created one already. Default: one that is created from the other options. */
  clerk?: ClerkBackend;
}

/**
 * Returns a function that creates a guard when it is called first, and then returns the same one. Frameworks load the
 * module of a middleware when they build the application as well, where the variables of the server are not set yet.
 *
 * @throws {BackendOptionsError} when the rules are wrong
 */
export function lazyGuard({ clerk, ...options }: MiddlewareOptions): () => Guard {
  checkRules(options);
  let guard: Guard | undefined;
  return () => {
    guard ??= createGuard(clerk ?? createClerkClient(options), options);
    return guard;
  };
}
