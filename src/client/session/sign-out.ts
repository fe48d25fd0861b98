import { buildAfterMultiSessionSingleSignOutUrl, buildAfterSignOutUrl } from '../navigation/urls.ts';
import { sessionPath } from '../resources/parse-session.ts';
import type { ClientResource } from '../resources/types/client.ts';
import type { SignOutOptions } from '../types.ts';
import { chooseSession, dropSessions } from './apply-client.ts';
import { rememberAccounts } from './remembered-accounts.ts';
import { isSessionGone, type SessionContext } from './session-context.ts';
import { setActive } from './set-active.ts';

/**
 * Signs out of one session or of all of them, and tells the other tabs. Then the page goes to the redirect URL, or
 * `callback` is called instead. When other accounts are still signed in, the tab shows the one that was used last.
 *
 * @throws when the API cannot be reached: the user must not seem signed out while the session lives on
 */
export async function signOut(
  context: SessionContext,
  callback: (() => unknown) | undefined,
  options: SignOutOptions,
): Promise<void> {
  const { instance, ended } = context;
  const { client, session } = instance.store.state;
  if (!client?.signedInSessions.length) return;
  const ids = client.signedInSessions.map(({ id }) => id);
  const single = options.sessionId && ids.some((id) => id !== options.sessionId) ? options.sessionId : undefined;
  if (single && !ids.includes(single)) return;
  context.deciding++;
  try {
    await (single
      ? instance.resources.call(`${sessionPath(single)}/remove`, { method: 'POST' })
      : instance.resources.call('/client/sessions', { method: 'DELETE' })
    ).catch((error: unknown) => {
      // The session is over already, which is what the caller wants.
      if (!isSessionGone(error)) throw error;
    });
    rememberAccounts(
      instance,
      client.signedInSessions.filter(({ id }) => !single || id === single),
      options.rememberAccounts === false,
    );
    const gone = (single ? [single] : ids).filter((id) => !ended.has(id));
    if (gone.length) {
      dropSessions(context, gone);
      context.keepAlive?.tell({ type: 'signout', sessionIds: gone });
    }
  } finally {
    context.deciding--;
  }
  if (single && session?.id !== single) return;
  const buildUrl = single ? buildAfterMultiSessionSingleSignOutUrl : buildAfterSignOutUrl;
  await setActive(context, {
    // The account that was used last is next.
    session: (single && chooseSession(instance, instance.store.state.client as ClientResource)) || null,
    navigate: callback,
    redirectUrl: options.redirectUrl ?? buildUrl(instance),
  });
}
