/** The kinds of identifiers that lists can name. Usernames are not among them, because users choose them freely. */
export type RestrictedKind = 'email_address' | 'phone_number' | 'web3_wallet';

/**
 * Which identifiers may sign up. An entry of a list is an email address, a domain (`@acme.example` or
 * `*@acme.example`), a domain with all its subdomains (`@*.acme.example`), a phone number in E.164, the beginning of
 * phone numbers (`+1900*`), or the address of a wallet.
 */
export interface Restrictions {
  /** Only these may sign up, if `allowlistEnabled`. */
  readonly allowlist: readonly string[];
  /**
   * Whether only those on the allow-list may sign up, which is nobody when it is empty. Default: whether `allowlist` has
   * entries. Entries that an administrator adds through the Backend API count beside those of the settings.
   */
  readonly allowlistEnabled: boolean;
  /** These may not sign up. */
  readonly blocklist: readonly string[];
  /** Apply both lists at sign-in too. */
  readonly onSignIn: boolean;
  /** Refuse addresses such as `ada+shop@acme.example`, of which one mailbox has any number. */
  readonly blockSubaddresses: boolean;
  /** Refuse addresses of providers that give out mailboxes for a few minutes. */
  readonly blockDisposable: boolean;
  /** Further domains that count as disposable, with their subdomains. */
  readonly disposableDomains: readonly string[];
}

/** Why an identifier is refused. */
export type Refusal = 'not_allowlisted' | 'blocklisted' | 'subaddress' | 'disposable';
