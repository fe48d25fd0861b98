/**
 * The Frontend API as a web-standard `fetch` app, for Node, Bun, Deno or a route of a larger application.
 *
 * @module clerk-widgets/server
 */
import type { ConfigInput } from '../server/config/config.ts';
import type { ClerkServer } from '../server/serve/clerk-server.ts';
import { openServer } from '../server/serve/open-server.ts';
import type { ServerOptions } from '../server/serve/server-options.ts';
import { loadPageRenderer } from './load-page-renderer.ts';

export type { Clock } from '../server/clock.ts';
export type { ConfigInput, InstanceConfig } from '../server/config/config.ts';
export { ApiError } from '../server/http/errors.ts';
export type { Logger } from '../server/logger.ts';
export type { ServerOptions } from '../server/serve/server-options.ts';
export type { BreachCounts } from '../server/factors/password/breach-check.ts';
export type { OAuthProviderInput } from '../server/oauth-providers/types.ts';
export type { Restrictions } from '../server/restrictions/restrictions.ts';
export type { Scope } from '../server/backend-api/scopes.ts';
export type {
  Invitation,
  Invitations,
  Issued,
  NewInvitation,
  NewSecretKey,
  NewSignInToken,
  SecretKey,
  SecretKeys,
  SignInToken,
  SignInTokens,
  Ticket,
} from '../server/backend-api/types.ts';
export { ConfigError, type ConfigProblem } from '../server/lib/config-error.ts';
export { StorageUnavailable } from '../server/storage/storage-errors.ts';
export type { ClerkServer } from '../server/serve/clerk-server.ts';

/**
 * Creates an instance: checks the configuration, opens the database, and reads or creates the keys.
 *
 * @param input the configuration. Required are `url` and a way to send codes (`smtp`, `sms` or `testMode`); all other
 *   settings have defaults. Of the environment, only the keys are read
 * @param options services of the process, such as a logger and a clock
 * @returns the instance. `close` it when it is not needed any more
 * @throws {ConfigError} when settings are wrong; it names each of them and the cure
 * @throws {StorageUnavailable} when the database cannot be reached
 * @example
 * import { createServer } from 'clerk-widgets/server';
 *
 * const server = await createServer({ url: 'https://clerk.example.com', testMode: true });
 * const response = await server.fetch(request);
 */
export async function createServer(input: ConfigInput, options: ServerOptions = {}): Promise<ClerkServer> {
  const { services: _, ...server } = await openServer(input, options, { pageRenderer: loadPageRenderer });
  return server;
}
