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

/** Serves a page with exactly this policy. The page loses its empty icon, which no element needs and the policy does not allow. */
export async function underPolicy(page: Response, policy: string): Promise<Response> {
  const headers = new Headers(page.headers);
  headers.set('content-security-policy', policy);
  return new Response((await page.text()).replace('<link rel="icon" href="data:,">', ''), { headers });
}
