import type { EnvironmentJSON } from './json/environment.ts';

/**
 * Tells whether a value has the parts of an environment that every screen reads.
 *
 * @example isEnvironment(await answer.json())
 */
export function isEnvironment(value: unknown): value is EnvironmentJSON {
  const { auth_config, display_config, user_settings } = Object(value) as Record<string, unknown>;
  return [auth_config, display_config, user_settings].every((part) => typeof part === 'object' && part !== null);
}
