import { ClerkRuntimeError } from '../errors.ts';
import { navigate } from '../navigation/navigate.ts';
import { findSession, sessionPath } from '../resources/parse-session.ts';
import type { ClientResource } from '../resources/types/client.ts';
import type { SessionResource } from '../resources/types/session.ts';
import type { SetActiveParams } from '../types.ts';
import { keepCookie, publishClient } from './apply-client.ts';
import { reloadClient } from './receive-client.ts';
import { offerLater } from './offer-later.ts';
import { isSessionGone, type SessionContext, type SessionHost } from './session-context.ts';
import { decode } from './token-cache.ts';

/** A navigation renews the client cookie when it expires in fewer days than this. */
const RENEW_DAYS = 8;

/**
 * Makes a session the one that this tab shows, or none; the other tabs follow to a session unless they are pinned. With
 * `navigate` or `redirectUrl`, the resources are in transition (`undefined`) until the navigation is over, so that the
 * page does not show the new state for a moment before it is left.
 *
 * @throws {ClerkRuntimeError} `not_loaded` before the client is known, `session_not_found` when the client has no such
 *   session
 */
export async function setActive(context: SessionContext, params: SetActiveParams): Promise<void> {
  const { instance, cookies } = context;
  const { platform, store, resources } = instance;
  if (!store.state.client) throw new ClerkRuntimeError('not_loaded', 'Call load() before setActive().');
  const target = await resolve(instance, params.session);
  if (target?.status !== 'pending') {
    await platform.callHook('__internal_onBeforeSetActive', target ? undefined : 'sign-out');
  }
  if (target) {
    // Tells the server which session is in use. Right after a sign-in it knows.
    if (client().lastActiveSessionId !== target.id) await touchSession(context, target.id, 'select_session');
    await resources.getToken(target.id, {}).catch(() => {});
    keepCookie(context, client(), findSession(client().signedInSessions, target.id), true);
    context.keepAlive?.tell({ type: 'switch', sessionId: target.id });
  } else if (decode(cookies.read())?.claims.sid === store.state.session?.id) {
    cookies.clear();
  }
  context.deciding++;
  try {
    if (params.navigate || params.redirectUrl) {
      if (target || store.state.session) store.setSession(undefined);
      if (params.navigate) {
        const session = (target && (findSession(client().signedInSessions, target.id) ?? target)) as SessionResource;
        const view = resources.view?.(session) ?? session;
        await params.navigate({ session: view, decorateUrl: (url) => decorateUrl(instance, url) });
      } else {
        await navigate(instance, decorateUrl(instance, params.redirectUrl as string));
      }
    }
  } finally {
    context.deciding--;
    if (!instance.leaving) publishClient(context, client(), target?.id, true);
  }
  offerLater(instance);
  if (!instance.leaving) await platform.callHook('__internal_onAfterSetActive');

  function client(): ClientResource {
    return store.state.client as ClientResource;
  }
}

async function resolve(instance: SessionHost, wanted: SetActiveParams['session']): Promise<SessionResource | null> {
  const { client, session } = instance.store.state;
  if (wanted === undefined) return session ?? null;
  if (wanted === null) return null;
  const id = typeof wanted === 'string' ? wanted : wanted.id;
  let found = findSession(client?.signedInSessions, id);
  if (!found) {
    // Another tab may have created the session.
    await reloadClient(instance).catch(() => {});
    found = findSession(instance.store.state.client?.signedInSessions, id);
  }
  if (!found) throw new ClerkRuntimeError('session_not_found', `This client has no session ${id}.`);
  return found;
}

/** Tells the server that a session is in use, and learns whether it is over. */
export async function touchSession({ instance, handleUnauthenticated }: SessionContext, id: string, intent: string) {
  try {
    await instance.resources.call(`${sessionPath(id)}/touch`, { method: 'POST', body: { intent } });
  } catch (error) {
    if (isSessionGone(error)) await handleUnauthenticated();
  }
}

/** Leads a navigation through the API when the client cookie is about to expire, so that it is renewed first-party. */
function decorateUrl({ store, platform, address }: SessionHost, url: string): string {
  const expires = store.state.client?.cookieExpiresAt?.getTime();
  if (!expires || expires - platform.clock.now() > RENEW_DAYS * 86_400_000) return url;
  const target = new URL(url, platform.href()).href;
  return `${address.baseUrl}/client/touch?redirect_url=${encodeURIComponent(target)}`;
}
