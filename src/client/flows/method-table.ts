import { ClerkRuntimeError } from '../errors.ts';

type Load<Method> = () => Promise<Method>;

/** Steps of the URL that a provider or a link leads to, and the strategy whose method goes on from there. */
const LANDINGS: Readonly<Record<string, string>> = { 'sso-callback': 'oauth_', verify: 'email_link' };

/** The strategy that goes on from a step of the URL; undefined when nobody lands there. */
export function landingOf(step: string): string | undefined {
  return Object.hasOwn(LANDINGS, step) ? LANDINGS[step] : undefined;
}

/**
 * Finds the method of a strategy, and fetches its code; undefined for one that the machine needs no help with.
 *
 * @param table strategies, and what imports their method
 * @throws {ClerkRuntimeError} `network_error` when the code cannot be fetched
 */
export async function findMethod<Method>(
  table: readonly [strategies: RegExp, load: Load<Method>][],
  strategy: string,
): Promise<Method | undefined> {
  try {
    return await table.find(([strategies]) => strategies.test(strategy))?.[1]();
  } catch (cause) {
    throw new ClerkRuntimeError('network_error', 'The network is not available. Try again.', { cause });
  }
}
