import type { ClerkInstance } from '../types.ts';

/**
 * Hands each new session token to an integration that stays connected, such as a WebSocket or a live query. A session
 * token lives for 60 seconds, and a token that lived longer would stay valid that long after its session was revoked. So
 * the connection gets every new token instead, about once in 50 seconds while the page is in use.
 *
 * @param clerk the instance, loaded or not
 * @param listener gets the token of the active session: the present one at once, and each new one. Null = signed out. It
 *   is not called while the instance loads
 * @returns a function that ends it
 * @example
 * const stop = onToken(clerk, (token) => socket.send(JSON.stringify({ type: 'authenticate', token })));
 */
export function onToken(
  clerk: Pick<ClerkInstance, 'addListener'>,
  listener: (token: string | null) => void,
): () => void {
  let known: string | null | undefined;
  return clerk.addListener(({ session }) => {
    if (session === undefined) return;
    const token = session?.lastActiveToken?.getRawString() ?? null;
    // A session that was just activated may have no token yet: it comes with the next change.
    if (token === known || (session && token === null)) return;
    known = token;
    listener(token);
  });
}
