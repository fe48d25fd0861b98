import { ClerkRuntimeError } from '../errors.ts';
import type { ClientResource } from '../resources/types.ts';
import type { FlowContext } from './context.ts';

/**
 * The attempt of the client, empty or under way, to `create` from. Waits for the client.
 *
 * @throws {ClerkRuntimeError} `network_error` when the client cannot be had
 */
export async function currentAttempt<Kind extends 'signIn' | 'signUp'>(
  context: FlowContext,
  kind: Kind,
): Promise<ClientResource[Kind]> {
  await context.whenLoaded();
  const client = context.client();
  if (!client) throw new ClerkRuntimeError('network_error', 'The network is not available. Try again.');
  return client[kind];
}
