/** Kinds of identifiers that lists can name. Usernames are free to choose, so no list says anything about them. */
export type RestrictedKind = 'email_address' | 'phone_number' | 'web3_wallet';

/**
 * Who may sign up, as the operator wrote it down. An entry is an e-mail address, a domain (`@acme.example` or
 * `*@acme.example`), a domain with everything below it (`@*.acme.example`), a phone number in E.164, the beginning of
 * phone numbers (`+1900*`), or the address of a wallet.
 */
export interface Restrictions {
  /** Nobody else may sign up; empty: everybody. */
  readonly allowlist: readonly string[];
  /** These may not. */
  readonly blocklist: readonly string[];
  /** Both lists count at sign-in too, not only at sign-up. */
  readonly onSignIn: boolean;
  /** Refuses addresses such as `ada+shop@acme.example`, of which one mailbox has any number. */
  readonly blockSubaddresses: boolean;
  /** Refuses addresses of providers that hand out mailboxes for a few minutes. */
  readonly blockDisposable: boolean;
  /** Domains counted as disposable beside the known ones; what is below them counts too. */
  readonly disposableDomains: readonly string[];
}

/** Why an identifier is refused. */
export type Refusal = 'not_allowlisted' | 'blocklisted' | 'subaddress' | 'disposable';
