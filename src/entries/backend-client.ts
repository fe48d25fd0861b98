import type { BackendOptions } from '../backend/backend-options.ts';
import { type ClerkBackend, createClerkClient as createBackend } from '../backend/create-clerk-client.ts';
import type { LoadElementRenderer } from '../backend/render/element-renderer.ts';
import { createRenderApi, type RenderApi } from '../backend/render/render-api.ts';

/** The backend SDK, bound to one instance, with what renders elements. */
export interface ClerkClient extends ClerkBackend, RenderApi {}

/** The renderer is loaded with the first element, so that a server that only verifies tokens never loads it. */
export const loadElementRenderer: LoadElementRenderer = () => import('../ssr/element-renderer.ts');

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
export function createClerkClient(options: BackendOptions = {}): ClerkClient {
  const clerk = createBackend(options);
  return { ...clerk, ...createRenderApi(() => clerk.connection, loadElementRenderer, options.now) };
}
