import type { InstanceConfig } from '../../src/server/config/config.ts';
import { runCspCommand } from '../../src/server/serve/csp-command.ts';
import { parseArgs } from '../../src/server/serve/parse-args.ts';

/**
 * Returns the policy that `clerk-widgets csp` prints.
 *
 * @param words flags of the command
 */
export async function printedPolicy(config: InstanceConfig, words: readonly string[] = []): Promise<string> {
  const { out } = await runCspCommand(config, parseArgs(['csp', ...words]));
  return out.trimEnd();
}
