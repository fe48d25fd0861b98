import { show } from './apply-client.ts';
import { isSessionGone, type SessionContext } from './session-context.ts';
import { ClerkRuntimeError } from '../errors.ts';
import { navigate } from '../navigation/navigate.ts';
import type { ClientResource, SessionResource } from '../resources/types.ts';
import { decode } from './token-cache.ts';
import { reloadClient } from './receive-client.ts';
import type { SetActiveParams } from '../types.ts';

/** Days before the client cookie expires from which on navigations renew it. */
const RENEW_DAYS = 8;

/**
 * Makes a session the active one, or none. With `navigate` or `redirectUrl` the resources are in transition
 * (`undefined`) until the navigation is over, so that the page does not flash its old state.
 *
 * @throws {ClerkRuntimeError} `session_not_found` when this client has no such session
 */
export async function setActive(instance: SessionContext, params: SetActiveParams): Promise<void> {
  const { platform, store, cookies } = instance;
  if (!store.state.client) throw new ClerkRuntimeError('not_loaded', 'Call load() before setActive().');
  const target = await resolve(instance, params.session);
  if (target?.status !== 'pending') {
    await platform.callHook('__internal_onBeforeSetActive', target ? undefined : 'sign-out');
  }
  if (target) {
    // The server learns which session is in use; right after a sign-in it knows.
    if (client().lastActiveSessionId !== target.id) await touch(instance, target);
    const raw = await instance.resources.getToken(target.id, {}).catch(() => instance.tokens.peek(target.id));
    if (raw && find(client(), target.id)) cookies.write(raw);
  } else if (decode(cookies.read())?.claims.sid === store.state.session?.id) {
    cookies.clear();
  }
  instance.holds++;
  try {
    if (params.navigate || params.redirectUrl) {
      if (target || store.state.session) store.set({ session: undefined, user: undefined });
      if (params.navigate) {
        const session = (target && (find(client(), target.id) ?? target)) as SessionResource;
        await params.navigate({ session, decorateUrl: (url) => decorateUrl(instance, url) });
      } else {
        await navigate(instance, decorateUrl(instance, params.redirectUrl as string));
      }
    }
  } finally {
    instance.holds--;
    if (!instance.leaving) show(instance, client(), target?.id, true);
  }
  if (!instance.leaving) await platform.callHook('__internal_onAfterSetActive');

  function client(): ClientResource {
    return store.state.client as ClientResource;
  }
}

async function resolve(instance: SessionContext, wanted: SetActiveParams['session']): Promise<SessionResource | null> {
  const { client, session } = instance.store.state;
  if (wanted === undefined) return session ?? null;
  if (wanted === null) return null;
  const id = typeof wanted === 'string' ? wanted : wanted.id;
  // Another tab may have created it.
  const found = find(client, id) ?? find(await reloadClient(instance).catch(() => undefined), id);
  if (!found) throw new ClerkRuntimeError('session_not_found', `This client has no session ${id}.`);
  return found;
}

function find(client: ClientResource | undefined, id: string): SessionResource | undefined {
  return client?.signedInSessions.find((session) => session.id === id);
}

async function touch(instance: SessionContext, session: SessionResource): Promise<void> {
  try {
    await instance.resources.call(`/client/sessions/${encodeURIComponent(session.id)}/touch`, {
      method: 'POST',
      body: { intent: 'select_session' },
    });
  } catch (error) {
    if (isSessionGone(error)) await instance.sessionGone();
  }
}

/** Sends a navigation by way of the API when the client cookie is about to expire, to renew it first-party. */
export function decorateUrl({ store, platform, address }: SessionContext, url: string): string {
  const expires = store.state.client?.cookieExpiresAt?.getTime();
  if (!expires || expires - platform.clock.now() > RENEW_DAYS * 86_400_000) return url;
  const target = new URL(url, platform.href()).href;
  return `${address.baseUrl}/client/touch?redirect_url=${encodeURIComponent(target)}`;
}
