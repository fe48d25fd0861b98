/** How a visitor is sent to the sign-in page. */
export interface SignInRedirectOptions {
  /** Where the user comes back to. Default: the page of the request. */
  returnBackUrl?: string | URL | undefined;
}

/** Returns the URL of the sign-in page, which sends the user back afterwards. */
export function signInUrlFor(
  signInUrl: string,
  pageUrl: string,
  { returnBackUrl }: SignInRedirectOptions = {},
): string {
  const url = new URL(signInUrl, pageUrl);
  url.searchParams.set('redirect_url', new URL(returnBackUrl ?? pageUrl, pageUrl).href);
  return url.href;
}

/**
 * Redirects a visitor. No cache keeps it: the next visitor may be signed in.
 *
 * @param headers further headers of the answer
 */
export function redirectTo(location: string, headers?: Headers): Response {
  const all = new Headers({ Location: location, 'Cache-Control': 'no-store' });
  headers?.forEach((value, name) => all.append(name, value));
  return new Response(null, { status: 307, headers: all });
}
