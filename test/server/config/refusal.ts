import assert from 'node:assert/strict';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';

/** Returns the message of the error that refuses a configuration. */
export function refusal(input: unknown, env: Record<string, string> = {}): string {
  try {
    parseConfig(input, env);
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message;
  }
  return assert.fail('The configuration was accepted.');
}
