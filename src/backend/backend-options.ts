/** How the SDK verifies the tokens of an instance. */
export interface BackendOptions {
  /** Publishable key of the instance. It names the issuer and the cookies. */
  publishableKey: string;
  /** Public key of the instance in PEM. With it, the SDK makes no network request. */
  jwtKey?: string;
  /** Where the SDK fetches the keys when there is no `jwtKey`. Default: `/.well-known/jwks.json` on the instance's host. */
  jwksUrl?: string;
  /**
   * Origins whose tokens are accepted, such as `https://app.example.com`. Default: all. Set them when others can put
   * pages on a sibling subdomain of your application.
   */
  authorizedParties?: readonly string[];
  /** How many seconds the clocks may differ, from 0 to 60. Default: 5. */
  clockSkewSeconds?: number;
  /** Replaces the global `fetch` when the SDK fetches the keys. */
  fetch?: typeof globalThis.fetch;
  /** Returns the current time in milliseconds since the epoch. Default: the clock of the machine. */
  now?: () => number;
}

/** An option of the SDK is wrong. It is never thrown because of a request. */
export class BackendOptionsError extends TypeError {
  override readonly name = 'BackendOptionsError';
  readonly code = 'options_invalid';
}
