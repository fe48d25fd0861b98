import { type ProviderTokens, sealAs, unsealTokens } from '../factors/oauth/kept-tokens.ts';
import { OAuthError } from '../factors/oauth/oauth-error.ts';
import { ApiError } from '../http/errors.ts';
import type { OAuthProvider } from '../oauth-providers/types.ts';
import type { Services } from '../services.ts';
import type { ExternalAccountRow } from '../storage/rows.ts';
import type { ForUser } from './for-user.ts';

/** A connected account with the tokens that act for its owner at the provider. */
export interface AccountTokens {
  account: ExternalAccountRow;
  tokens: ProviderTokens;
}

/** A token that expires within this time is renewed, so that the caller has some time to use it. */
const MARGIN_MS = 30_000;

/** Renewals on this node by the account. Providers revoke a refresh token that is used twice. */
const renewals = new Map<string, Promise<ProviderTokens>>();

/**
 * Lists the tokens that a provider gave for a user, renewed where they have expired.
 *
 * @param strategy of the provider, such as `oauth_google`
 * @throws {ApiError} `resource_not_found` when the settings do not have the provider; `feature_not_enabled` when they do
 *   not keep its tokens; `oauth_token_exchange_error` when it refuses to renew a token
 */
export async function listAccessTokens(services: Services, by: ForUser, strategy: string): Promise<AccountTokens[]> {
  const { config, storage, oauthTokenKey } = services;
  const provider = config.oauth.find((each) => each.strategy === strategy);
  if (!provider) throw new ApiError('resource_not_found', { longMessage: 'The settings have no such provider.' });
  if (!provider.keepsTokens) {
    const longMessage = 'The server keeps the tokens of a provider when its entry in the setting oauth has keepTokens.';
    throw new ApiError('feature_not_enabled', { longMessage });
  }
  const accounts = (await storage.listExternalAccounts([by.user.id])).filter((each) => each.provider === strategy);
  const found: AccountTokens[] = [];
  for (const account of accounts.filter(({ verified }) => verified)) {
    const tokens = unsealTokens(oauthTokenKey, account);
    if (tokens) found.push({ account, tokens: await fresh(services, provider, account, tokens, by.now) });
  }
  return found;
}

async function fresh(
  services: Services,
  provider: OAuthProvider,
  account: ExternalAccountRow,
  tokens: ProviderTokens,
  now: number,
): Promise<ProviderTokens> {
  const { refreshToken, expiresAt } = tokens;
  if (refreshToken === null || expiresAt === null || expiresAt - now > MARGIN_MS) return tokens;
  const running = renewals.get(account.id);
  if (running) return running;
  const renewal = renew(services, provider, account, { ...tokens, refreshToken }, now);
  renewals.set(account.id, renewal);
  try {
    return await renewal;
  } finally {
    renewals.delete(account.id);
  }
}

async function renew(
  { oauth, oauthTokenKey, storage }: Services,
  provider: OAuthProvider,
  account: ExternalAccountRow,
  tokens: ProviderTokens & { refreshToken: string },
  now: number,
): Promise<ProviderTokens> {
  try {
    const given = await oauth.refresh(provider, tokens.refreshToken);
    const renewed = {
      ...given,
      refreshToken: given.refreshToken ?? tokens.refreshToken,
      idToken: given.idToken ?? tokens.idToken,
    };
    const owner = { provider: account.provider, providerUserId: account.provider_user_id ?? '' };
    const sealed_tokens = sealAs(oauthTokenKey, owner, renewed);
    await storage.updateExternalAccount(account.id, { sealed_tokens }, now);
    return renewed;
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const longMessage = 'The provider did not renew the token. Let the user connect the account again.';
    throw new ApiError('oauth_token_exchange_error', { longMessage });
  }
}
