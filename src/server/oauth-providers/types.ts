import type { OAuthStrategy } from '../../protocol/strategies.ts';

/** The providers in the table, which need only credentials. */
export type BuiltInProvider =
  | 'apple'
  | 'discord'
  | 'facebook'
  | 'github'
  | 'gitlab'
  | 'google'
  | 'linkedin_oidc'
  | 'microsoft';

/** The settings of an OAuth provider. */
export interface OAuthProviderInput {
  /** `custom` is any OpenID provider with a discovery document. */
  provider: BuiltInProvider | 'custom';
  /** The client id that the provider gave to the application. */
  clientId: string;
  /** The client secret, for every provider but Apple. The server never shows it. */
  clientSecret?: string | undefined;
  /** Scopes besides those that signing in needs; for a custom provider, instead of `openid email profile`. */
  scopes?: string[] | undefined;
  /**
   * Whether to keep the tokens that the provider gives for a user, encrypted, for your server: the Backend API then answers
   * them. Default false. Most providers need a scope such as `offline_access` in `scopes` to give one that can be renewed.
   */
  keepTokens?: boolean | undefined;
  /** Custom only: the end of the strategy's name, lower case. */
  slug?: string | undefined;
  /** Custom only: the name on the button. */
  name?: string | undefined;
  /** Custom only: issuer identifier, exactly as its discovery document spells it. */
  issuer?: string | undefined;
  /** Custom only: URL of the button's icon. */
  logoUrl?: string | undefined;
  /**
   * Custom only: whether to trust the provider's `email_verified` claim (default true). Set false for an issuer whose
   * users or administrators can claim any address: users then verify the address here, and the address alone connects
   * the provider to no account.
   */
  trustEmail?: boolean | undefined;
  /** Apple only: the team id, ten characters. */
  teamId?: string | undefined;
  /** Apple only: the key id, ten characters. */
  keyId?: string | undefined;
  /** Apple only: the text of the `.p8` file. The server never shows it. */
  privateKey?: string | undefined;
  /** Microsoft only: `common` (default), `organizations`, `consumers`, or the id of one directory. */
  tenant?: string | undefined;
}

/** What the server has to know about a provider; everything else follows from the protocol. */
export interface ProviderRow {
  readonly key: BuiltInProvider | 'custom';
  readonly name: string;
  /** `oidc`: endpoints and keys are discovered, and an ID token identifies the user. `oauth2`: a profile is fetched. */
  readonly protocol: 'oidc' | 'oauth2';
  /** Issuer identifier; the settings fill in `{tenant}`. */
  readonly issuer: string;
  /** `oauth2` only; `emails` is a list of addresses that the profile lacks. */
  readonly endpoints?: { authorization: string; token: string; profile: string; emails?: string };
  readonly scopes: readonly string[];
  /** How the provider sends its answer, when not by a redirect. */
  readonly responseMode?: 'form_post';
  /** How the client secret is sent; default: as the metadata says. */
  readonly tokenAuth?: 'client_secret_post';
  /** The provider's ID tokens never hold the nonce. */
  readonly omitsNonce?: true;
  /** The token endpoint refuses a PKCE verifier. The challenge is sent anyway. */
  readonly refusesVerifier?: true;
  readonly readProfile: (claims: Claims, emails: readonly Claims[]) => Profile;
}

/** A provider with checked settings. It holds secrets, so only the OAuth client may see all of it. */
export interface OAuthProvider {
  readonly strategy: OAuthStrategy;
  readonly name: string;
  readonly logoUrl: string | null;
  readonly clientId: string;
  readonly credentials: ClientCredentials;
  readonly scopes: readonly string[];
  /** Issuer exactly as the metadata spells it, with the table's placeholders filled in. */
  readonly issuer: string;
  /** URL of the discovery document; null when the issuer has it at the usual place. */
  readonly discovery: string | null;
  /** Whether the server trusts the provider's word that an address is verified. */
  readonly trustsEmail: boolean;
  /** Whether the tokens that it gives for a user are kept. */
  readonly keepsTokens: boolean;
  /** The provider runs on this machine, as it may in development and tests. */
  readonly isLoopback: boolean;
  readonly row: ProviderRow;
}

/** A client secret, or the key that signs Apple's short-lived ones. */
export type ClientCredentials =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'apple'; readonly teamId: string; readonly keyId: string; readonly privateKey: string };

/** The user as the provider describes them. `provider` and `providerUserId` identify them, never the address. */
export interface ExternalIdentity {
  readonly provider: OAuthStrategy;
  readonly providerUserId: string;
  readonly email: string | null;
  /** The provider says that the address is verified, and the server trusts it in that. */
  readonly emailVerified: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string | null;
  /** An `https:` URL. */
  readonly imageUrl: string | null;
  /** Separated by spaces; empty when the proof came without any. */
  readonly approvedScopes: string;
  /** What acts for the user at the provider, encrypted, where the settings keep it; see `sealTokens`. */
  readonly sealedTokens?: string;
}

/** The part of an identity that comes from claims or from a profile. */
export type Profile = Omit<ExternalIdentity, 'provider' | 'approvedScopes'>;

/** A JSON object from a provider. Its values may have any type. */
export type Claims = Readonly<Record<string, unknown>>;
