/** HttpOnly cookie on the host of the Frontend API, over plain http. A client with its value is signed in. */
export const CLIENT_COOKIE = '__client';

/** The same cookie over https. Browsers accept this prefix only from the host itself (RFC 6265bis, section 4.1.3.2). */
export const HOST_CLIENT_COOKIE = '__Host-clerk_client';

/** Session token on the application's host, which the application's server reads. */
export const SESSION_COOKIE = '__session';

/** Seconds of the client's last sign-in or sign-out, on the registrable domain; `0` = signed out. */
export const CLIENT_UAT_COOKIE = '__client_uat';

/** `sessionId:organizationId` of the tab that wrote the session cookie last. */
export const ACTIVE_CONTEXT_COOKIE = 'clerk_active_context';

/** Refresh token for the application's server, on the application's host, with the instance's suffix only. HttpOnly. */
export const REFRESH_COOKIE = '__refresh';

/** The answer of a handshake as a signed token: a cookie on the application's host, or a query parameter. */
export const HANDSHAKE_COOKIE = '__clerk_handshake';

/** The answer of a handshake as a nonce, for which the application's server fetches the answer: a cookie or a parameter. */
export const HANDSHAKE_NONCE_COOKIE = '__clerk_handshake_nonce';

/** The query parameter of a handshake that its answer repeats as `state`, and over plain http the cookie with its value. */
export const HANDSHAKE_STATE_PARAM = '__clerk_handshake_state';

/**
 * The cookie over https that binds the answer of a handshake to the browser that started it. No other host of the domain
 * can set it (RFC 6265bis, section 4.1.3.2).
 */
export const HOST_HANDSHAKE_STATE_COOKIE = '__Host-clerk_handshake_state';

/** Development browser token, on development instances at Clerk's own hosts. */
export const DEV_BROWSER_COOKIE = '__clerk_db_jwt';

/**
 * Returns the name of a cookie of one instance. Clients write both the plain and the suffixed cookie.
 *
 * @param suffix see {@link cookieSuffixOf}
 *
 * @example
 * suffixedCookie('__session', '1a2B3c4d'); // '__session_1a2B3c4d'
 */
export function suffixedCookie(name: string, suffix: string): string {
  return `${name}_${suffix}`;
}

/**
 * Returns the cookie suffix of an instance: the first 8 characters, in base64url (RFC 4648, section 5), of the SHA-1 of
 * its publishable key.
 *
 * @param sha1 SHA-1 digest of the publishable key, 20 bytes
 *
 * @example
 * cookieSuffixOf(createHash('sha1').update(publishableKey).digest());
 */
export function cookieSuffixOf(sha1: Uint8Array): string {
  return btoa(String.fromCharCode(...sha1))
    .slice(0, 8)
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
}
