/** Who asks for a passkey. */
export interface RelyingParty {
  /** Domain that passkeys are bound to, without scheme and port. */
  readonly id: string;
  /** Name that the browser shows. */
  readonly name: string;
  /** Origins whose pages may ask, exact. */
  readonly origins: readonly string[];
}

/** What names the relying party in a configuration. */
export interface RelyingPartySettings {
  readonly applicationName: string;
  readonly allowedOrigins: readonly string[];
  readonly homeUrl: string;
  readonly cookieDomain: string | null;
}

/**
 * The relying party of an instance.
 *
 * @param rpId domain to bind passkeys to; default the domain that the API and the pages share, else the host of the
 *   home page. A passkey works on pages of that domain and its subdomains only, and not at all after it has changed.
 */
export function relyingParty(settings: RelyingPartySettings, rpId?: string | null): RelyingParty {
  return {
    id: rpId ?? settings.cookieDomain ?? new URL(settings.homeUrl).hostname,
    name: settings.applicationName,
    origins: settings.allowedOrigins,
  };
}
