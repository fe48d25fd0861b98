/** HttpOnly cookie on the Frontend API's host, over plain http. Its value is the whole login. */
export const CLIENT_COOKIE = '__client';
/** The same over https, where browsers take a name with this prefix from the host itself alone (RFC 6265bis, 4.1.3.2). */
export const HOST_CLIENT_COOKIE = '__Host-clerk_client';
/** Session JWT on the application's host, readable by its server. */
export const SESSION_COOKIE = '__session';
/** Seconds of the client's last change of sign-in state, `0` = signed out, on the registrable domain. */
export const CLIENT_UAT_COOKIE = '__client_uat';
/** `sessionId:organizationId` of the tab that wrote the session cookie last. */
export const ACTIVE_CONTEXT_COOKIE = 'clerk_active_context';
/** Development browser token, for development instances on Clerk's own hosts. */
export const DEV_BROWSER_COOKIE = '__clerk_db_jwt';

/** The suffixed twin of a cookie name: `__session` becomes `__session_1a2B3c4d`. */
export function suffixedCookie(name: string, suffix: string): string {
  return `${name}_${suffix}`;
}

/**
 * Cookie suffix of an instance from the SHA-1 digest of its publishable key:
 * the first 8 characters of the digest in base64url.
 */
export function cookieSuffixOf(sha1: Uint8Array): string {
  return btoa(String.fromCharCode(...sha1))
    .slice(0, 8)
    .replace(/\+/g, '-')
    .replace(/\//g, '_');
}
