import type { ClerkResource, FurtherOwnedMembers } from './resource.ts';
import type { VerificationResource } from './verification.ts';

/** Members of a connected account that few pages use: `load()` adds them. */
export interface FurtherExternalAccountMembers extends FurtherOwnedMembers {
  /** @deprecated `imageUrl` */
  readonly avatarUrl: string;
  /** Returns `provider`. */
  providerSlug(): string;
  /** Returns the provider in words, such as `Google Account`. */
  providerTitle(): string;
  /** Returns what tells the account from others at the provider: user name, email address or label. */
  accountIdentifier(): string;
}

/** An account at an OAuth provider that the user can sign in with. */
export interface ExternalAccountResource extends ClerkResource, FurtherExternalAccountMembers {
  readonly id: string;
  readonly identificationId: string;
  /** Name of the provider, without `oauth_`. */
  readonly provider: string;
  readonly providerUserId: string;
  readonly emailAddress: string;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly imageUrl: string;
  readonly phoneNumber: string | null;
  readonly label: string | null;
  /** Scopes, separated by blanks. */
  readonly approvedScopes: string;
  readonly publicMetadata: Readonly<Record<string, unknown>>;
  readonly verification: VerificationResource;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Begins another authorization, at the URL in `verification.externalVerificationRedirectURL`. */
  reauthorize(params?: ReauthorizeParams): Promise<ExternalAccountResource>;
  /**
   * Disconnects the account.
   *
   * @throws `ClerkAPIResponseError`: `identification_deletion_failed` when it is the last sign-in method
   */
  destroy(): Promise<void>;
}

/** Parameters of an authorization that asks for more. */
export interface ReauthorizeParams {
  /** Where the authorization ends. Default: the present page. */
  redirectUrl?: string;
  /** Scopes to ask for besides the provider's own. */
  additionalScopes?: string[];
  /** What the provider shows, such as `select_account` or `consent`. */
  oidcPrompt?: string;
  /** The account that the provider is to suggest. */
  oidcLoginHint?: string;
}

/** Parameters of the authorization that connects an account. Give `strategy` or `enterpriseConnectionId`. */
export interface CreateExternalAccountParams extends ReauthorizeParams {
  /** Such as `oauth_google`. */
  strategy?: string;
  /** A company's identity provider, at Clerk's hosted API. */
  enterpriseConnectionId?: string;
}

/** An account at an identity provider of a company. */
export interface EnterpriseAccountResource {
  readonly id: string;
  readonly active: boolean;
  /** `saml` or `oauth`. */
  readonly protocol: string;
  readonly provider: string;
  readonly providerUserId: string | null;
  readonly emailAddress: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly publicMetadata: Readonly<Record<string, unknown>>;
  readonly enterpriseConnection: {
    readonly id: string;
    readonly active: boolean;
    readonly name: string;
    readonly domain: string;
    readonly protocol: string;
    readonly provider: string;
    readonly logoPublicUrl: string | null;
    readonly allowIdpInitiated?: boolean;
    readonly allowSubdomains?: boolean;
    readonly allowOrganizationAccountLinking?: boolean;
    readonly disableAdditionalIdentifications?: boolean;
    readonly syncUserAttributes?: boolean;
    readonly enterpriseConnectionId?: string | null;
  } | null;
  readonly enterpriseConnectionId: string | null;
  readonly lastAuthenticatedAt: Date | null;
  readonly verification: VerificationResource;
}
