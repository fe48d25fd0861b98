import { type OAuthClientDeps, createOAuthClient } from '../../../../src/server/factors/oauth/oauth-client.ts';
import { OAuthError } from '../../../../src/server/factors/oauth/oauth-error.ts';
import { parseProviders } from '../../../../src/server/config/parse-providers.ts';
import type { OAuthProvider, OAuthProviderInput } from '../../../../src/server/oauth-providers/types.ts';

export const REDIRECT_URI = 'https://clerk.example.com/v1/oauth_callback';
export const FLOW = {
  state: 'state-of-this-flow',
  nonce: 'nonce-of-this-flow',
  codeVerifier: 'verifier-of-this-flow-long-enough-for-rfc-7636-ok',
  redirectUri: REDIRECT_URI,
} as const;

/** Parses one provider. @throws {Error} that lists what is wrong with the input */
export function providerOf(input: OAuthProviderInput, allowLoopback = true): OAuthProvider {
  const problems: string[] = [];
  const [provider] = parseProviders(
    [input],
    (setting, problem) => problems.push(`${setting} ${problem}`),
    allowLoopback,
  );
  if (!provider) throw new Error(problems.join('; '));
  return provider;
}

/** Returns a provider on loopback with the slug `loop`. */
export function loopback(issuer: string): OAuthProvider {
  return providerOf({
    provider: 'custom',
    slug: 'loop',
    name: 'Loop',
    issuer,
    clientId: 'app',
    clientSecret: 'secret',
  });
}

/** Creates a client, with the list of what it logs. */
export function openClient(deps: Partial<OAuthClientDeps> = {}) {
  const log: string[] = [];
  const write = (message: string, fields?: Record<string, unknown>) =>
    void log.push(JSON.stringify({ message, ...fields }));
  const client = createOAuthClient({ now: Date.now, logger: { info: write, warn: write, error: write }, ...deps });
  return { client, log };
}

/** Returns the code of the error that a step throws, or `none`. */
export async function codeOf(step: Promise<unknown>): Promise<string> {
  try {
    await step;
  } catch (error) {
    if (error instanceof OAuthError) return error.code;
    throw error;
  }
  return 'none';
}
