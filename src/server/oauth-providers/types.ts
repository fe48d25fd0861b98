import type { ProviderRow } from './provider-table.ts';

/** Providers that need only credentials. `custom` is any OpenID provider with a discovery document. */
export type BuiltInProvider =
  | 'apple'
  | 'discord'
  | 'facebook'
  | 'github'
  | 'gitlab'
  | 'google'
  | 'linkedin_oidc'
  | 'microsoft';

/** What users sign in with, such as `oauth_google` or `oauth_custom_<slug>`. */
export type OAuthStrategy = `oauth_${BuiltInProvider}` | `oauth_custom_${string}`;

/** One way in through another service, as the operator writes it. */
export interface OAuthProviderInput {
  provider: BuiltInProvider | 'custom';
  /** What the service calls the application. */
  clientId: string;
  /** Every provider but Apple has one. Never shown again. */
  clientSecret?: string;
  /** Scopes to ask for besides those that signing in needs; of a custom provider, instead of `openid email profile`. */
  scopes?: string[];
  /** Custom only: the end of the strategy's name, lower case. */
  slug?: string;
  /** Custom only: what the button says. */
  name?: string;
  /** Custom only: issuer identifier, exactly as its discovery document spells it. */
  issuer?: string;
  /** Custom only: icon of the button. */
  logoUrl?: string;
  /**
   * Custom only: `email_verified` is taken at its word; default true. Set it to false for an issuer whose users or
   * administrators can make addresses up: they are then proven here, and connect to no account by themselves.
   */
  trustEmail?: boolean;
  /** Apple only: ten characters. */
  teamId?: string;
  /** Apple only: ten characters. */
  keyId?: string;
  /** Apple only: the `.p8` file's text. Never shown again. */
  privateKey?: string;
  /** Microsoft only: `common` (default), `organizations`, `consumers` or the id of one directory. */
  tenant?: string;
}

/** A checked provider. It holds secrets: only the OAuth client may see it whole. */
export interface OAuthProvider {
  readonly strategy: OAuthStrategy;
  readonly name: string;
  readonly logoUrl: string | null;
  readonly clientId: string;
  readonly credentials: ClientCredentials;
  readonly scopes: readonly string[];
  /** Issuer as its metadata spells it; the table's placeholders are filled in. */
  readonly issuer: string;
  /** Where the discovery document is looked up, when that is not the issuer. */
  readonly discovery: string | null;
  /** Its word that an address is proven counts. */
  readonly trustsEmail: boolean;
  /** The provider runs on this machine, which development and tests may do. */
  readonly isLoopback: boolean;
  readonly row: ProviderRow;
}

/** A shared secret, or the key that Apple's short-lived secrets are signed with. */
export type ClientCredentials =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'apple'; readonly teamId: string; readonly keyId: string; readonly privateKey: string };

/** Who the provider says is there. The identity is `provider` and `providerUserId` together, never the address. */
export interface ExternalIdentity {
  readonly provider: OAuthStrategy;
  readonly providerUserId: string;
  readonly email: string | null;
  /** The provider vouches for the address, and it is one whose word on that counts. */
  readonly emailVerified: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string | null;
  /** `https:` only. */
  readonly imageUrl: string | null;
  /** Separated by blanks. */
  readonly approvedScopes: string;
}

/** The part of an identity that is read from claims or from a profile. */
export type Profile = Omit<ExternalIdentity, 'provider' | 'approvedScopes'>;

/** A JSON object from a provider: nothing of it is to be trusted to have a type. */
export type Claims = Readonly<Record<string, unknown>>;
