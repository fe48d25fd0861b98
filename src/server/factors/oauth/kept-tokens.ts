import { seal, unseal } from '../../keys/seal.ts';
import type { ExternalIdentity } from '../../oauth-providers/types.ts';
import type { ExternalAccountRow } from '../../storage/rows.ts';
import type { StorageOps } from '../../storage/storage.ts';

/** What a provider gave for a user, with which an application acts there for that user. */
export interface ProviderTokens {
  accessToken: string;
  refreshToken: string | null;
  idToken: string | null;
  /** When the access token expires, in milliseconds since the epoch; null when the provider does not say. */
  expiresAt: number | null;
}

type Owner = Pick<ExternalIdentity, 'provider' | 'providerUserId'>;

/**
 * Encrypts the tokens of an identity, so that the database alone does not reveal them. Many providers give a refresh
 * token only once: a known one is kept.
 */
export async function sealTokens(
  {
    storage,
    oauthTokenKey: key,
  }: { storage: Pick<StorageOps, 'findExternalAccountByIdentity'>; oauthTokenKey: Uint8Array },
  { provider, providerUserId }: Owner,
  tokens: ProviderTokens,
): Promise<string> {
  const known = tokens.refreshToken ? undefined : await storage.findExternalAccountByIdentity(provider, providerUserId);
  const refreshToken = tokens.refreshToken ?? (known && unsealTokens(key, known)?.refreshToken) ?? null;
  return sealAs(key, { provider, providerUserId }, { ...tokens, refreshToken });
}

/** Encrypts tokens for the account of an identity alone: copied to another row, they cannot be decrypted. */
export function sealAs(key: Uint8Array, owner: Owner, tokens: ProviderTokens): string {
  return seal(JSON.stringify(tokens), key, contextOf(owner));
}

/** Decrypts the tokens of a connected account; undefined when it has none, or they were sealed with another key. */
export function unsealTokens(
  key: Uint8Array,
  {
    provider,
    provider_user_id,
    sealed_tokens,
  }: Pick<ExternalAccountRow, 'provider' | 'provider_user_id' | 'sealed_tokens'>,
): ProviderTokens | undefined {
  if (sealed_tokens === null || provider_user_id === null) return undefined;
  const text = unseal(sealed_tokens, key, contextOf({ provider, providerUserId: provider_user_id }));
  return text === undefined ? undefined : (JSON.parse(text) as ProviderTokens);
}

function contextOf({ provider, providerUserId }: Owner): string {
  return `oauth tokens ${provider} ${providerUserId}`;
}
