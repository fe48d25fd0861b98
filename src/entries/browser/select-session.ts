import type { Clerk } from '../../client/clerk.ts';
import { attempt } from '../../client/platform/native.ts';
import type { LoadOptions } from '../../client/types.ts';

/** Key of the user whose account a tab stays with, in the tab's own storage. */
const TAB_USER = '__clerk_tab_user';

/**
 * Makes `selectInitialSession` of the attribute `data-clerk-select-session`, so that the tab stays with one account.
 *
 * @param wanted id of a session or user, or `tab`: the user whom this tab has shown last
 */
export function selectSession(clerk: Clerk, wanted: string): LoadOptions['selectInitialSession'] {
  const isTab = wanted === 'tab';
  if (isTab) clerk.addListener(({ user }) => user && attempt(() => sessionStorage.setItem(TAB_USER, user.id)));
  return ({ signedInSessions, lastActiveSessionId }) => {
    // A tab that has shown no one begins with the account that the browser uses.
    const id = (isTab ? attempt(() => sessionStorage.getItem(TAB_USER)) : wanted) ?? lastActiveSessionId;
    return signedInSessions.find((session) => [session.id, session.user?.id].includes(id as string));
  };
}
