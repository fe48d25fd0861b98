import { forUser } from '../../account/for-user.ts';
import { type AccountTokens, listAccessTokens } from '../../account/oauth-access-tokens.ts';
import type { Services } from '../../services.ts';
import { answerList } from '../answer-list.ts';
import type { AddRoute } from '../backend-api.ts';
import { idOf } from '../id-of.ts';
import { Query } from '../query.ts';

/** What acts for a user at a provider. */
interface OAuthAccessTokenJSON {
  object: 'oauth_access_token';
  external_account_id: string;
  provider_user_id: string;
  /** The strategy, such as `oauth_google`. */
  provider: string;
  token: string;
  /** Milliseconds since the epoch. */
  expires_at: number | null;
  scopes: string[];
  label: null;
  public_metadata: Record<string, never>;
  id_token?: string;
}

/** The tokens that providers gave for a user. */
export function oauthAccessTokenRoutes(add: AddRoute, services: Services): void {
  add('GET /v1/users/:id/oauth_access_tokens/:provider', async (c, context) => {
    const { limit, offset } = new Query(context.query, ['limit', 'offset']).page();
    const by = await forUser(services, context, idOf(c));
    const name = idOf(c, 'provider');
    // Clerk's SDK takes the name with and without the prefix.
    const found = await listAccessTokens(services, by, name.startsWith('oauth_') ? name : `oauth_${name}`);
    const data = found.slice(offset, offset + limit).map(present);
    return answerList(c, data, () => found.length);
  });
}

function present({ account, tokens }: AccountTokens): OAuthAccessTokenJSON {
  return {
    object: 'oauth_access_token',
    external_account_id: account.id,
    provider_user_id: account.provider_user_id ?? '',
    provider: account.provider,
    token: tokens.accessToken,
    expires_at: tokens.expiresAt,
    scopes: account.approved_scopes.split(' ').filter(Boolean),
    label: null,
    public_metadata: {},
    ...(tokens.idToken === null ? {} : { id_token: tokens.idToken }),
  };
}
