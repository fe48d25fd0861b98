import type { VerifyTokenOptions } from './verify/verify-options.ts';

/** What the SDK needs to know of your instance. */
export interface BackendOptions extends VerifyTokenOptions {
  /**
   * Publishable key of the instance. It names the issuer of the tokens, the cookies and the Frontend API. To verify a
   * token alone, `jwtKey` is enough.
   */
  publishableKey?: string | undefined;
  /**
   * Secret key of the instance, `sk_test_…` or `sk_live_…`. With it the SDK can call the Backend API. It is sent to
   * `apiUrl` and nowhere else.
   */
  secretKey?: string | undefined;
  /**
   * Base of the Backend API without `/v1`. Default: `frontendApiUrl`, else the host of the instance, and
   * `https://api.clerk.com` for development instances of Clerk. For a production instance of Clerk, set
   * `https://api.clerk.com`.
   */
  apiUrl?: string | undefined;
  /**
   * Where your server finds the Frontend API, for the proxy: https, or http on this machine. Default: the host of the
   * instance over https. A server on your machine has no certificate, so name it here: `http://localhost:4400`.
   */
  frontendApiUrl?: string | undefined;
  /** Where the browser finds the Frontend API when your application forwards it: an absolute URL, or a path such as `/__clerk`. */
  proxyUrl?: string | undefined;
  /**
   * The page with the sign-in form: a path of your application or an absolute URL. Default: the hosted page of the server, at
   * `/sign-in` below `proxyUrl` or the host of the instance.
   */
  signInUrl?: string | undefined;
}

/** An option of the SDK is wrong. It is never thrown because of a request. */
export class BackendOptionsError extends TypeError {
  override readonly name = 'BackendOptionsError';
  readonly code = 'options_invalid';
}
