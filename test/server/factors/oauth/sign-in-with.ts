import {
  type OpenIdProvider,
  type OpenIdProviderOptions,
  startOpenIdProvider,
} from '../../../support/openid-provider.ts';
import type { Answer, TestBrowser } from '../../../support/test-browser.ts';
import type { TestInstance } from '../../../support/instance.ts';

export const STRATEGY = 'oauth_custom_loop';
export const CALLBACK = '/v1/oauth_callback/loop';
export const PAGES = {
  redirect_url: 'https://app.example.com/sign-in/sso-callback',
  action_complete_redirect_url: 'https://app.example.com/home',
};

/** Starts the provider that {@link withProvider} configures. */
export function startProvider(
  accounts: OpenIdProviderOptions['accounts'],
  more: Partial<OpenIdProviderOptions> = {},
): Promise<OpenIdProvider> {
  const redirectUris = [`https://clerk.example.com${CALLBACK}`];
  return startOpenIdProvider({ clientId: 'app', clientSecret: 'secret', redirectUris, accounts, ...more });
}

/** Returns settings in which the provider is `oauth_custom_loop`. */
export function withProvider(issuer: string, slug = 'loop') {
  const provider = { provider: 'custom', slug, name: 'Loop', issuer, clientId: 'app', clientSecret: 'secret' } as const;
  return { testMode: true, forceTestMode: true, oauth: [provider] };
}

/** Returns the authorization URL that the answer sends the browser to. */
export function authorizationOf({ response }: Answer): URL {
  const verification = response.first_factor_verification ?? response.verifications?.external_account;
  return new URL((verification ?? response.verification).external_verification_redirect_url);
}

/** Opens the callback that the provider redirects to. @returns where the server redirects to, and its status */
export async function comeBack(
  browser: TestBrowser,
  callback: URL | string,
): Promise<{ status: number; location: string | null }> {
  const { pathname, search } = new URL(callback);
  const answer = await browser.fetch(pathname + search, { redirect: 'manual', headers: { origin: 'none' } });
  return { status: answer.status, location: answer.headers.get('location') };
}

/** Starts at the API, signs in at the provider and opens the callback. */
export async function signInWith(
  browser: TestBrowser,
  idp: Pick<OpenIdProvider, 'authorize'>,
  account: string | null,
  path: 'sign_ins' | 'sign_ups' = 'sign_ins',
  fields: Record<string, string> = {},
) {
  const start = await browser.post(`/v1/client/${path}`, { strategy: STRATEGY, ...PAGES, ...fields });
  if (start.status !== 200) throw new Error(`Answered ${start.status}: ${JSON.stringify(start.body)}`);
  const { location } = await comeBack(browser, await idp.authorize(authorizationOf(start), account));
  const attempt = await browser.get(`/v1/client/${path}/${start.response.id}`);
  return { start, location, attempt: attempt.response, client: (await browser.get('/v1/client')).response };
}

/** Signs a new user up with the provider alone. @returns the user's id */
export async function signUpWith(instance: TestInstance, idp: OpenIdProvider, account: string): Promise<string> {
  const { attempt } = await signInWith(instance.browser(), idp, account, 'sign_ups');
  if (attempt.status !== 'complete') throw new Error(JSON.stringify(attempt));
  return attempt.created_user_id;
}
