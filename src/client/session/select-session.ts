import { readTabUser, writeTabUser } from '../platform/tab-user.ts';
import type { LoadOptions } from '../types.ts';
import type { SessionHost } from './session-context.ts';

/**
 * Pins the tab as the option `selectSession` says, by a `selectInitialSession` of its own. A page that chooses the
 * session itself has the last word.
 */
export function selectSession({ options, store }: SessionHost & { options: LoadOptions }): void {
  const { selectSession: wanted } = options;
  const isTab = wanted === 'tab';
  options.selectInitialSession ??= ({ signedInSessions, lastActiveSessionId }) => {
    // A tab that has shown no user begins with the account that the browser uses.
    const id = (isTab ? readTabUser() : wanted) ?? lastActiveSessionId;
    return signedInSessions.find((session) => session.id === id || session.user?.id === id);
  };
  if (!isTab) return;
  store.subscribe(() => {
    const { user } = store.state;
    if (user) writeTabUser(user.id);
  });
}
