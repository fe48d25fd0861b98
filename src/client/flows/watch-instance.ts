import type { ClientResource } from '../resources/types/client.ts';
import type { FlowContext } from './flow-context.ts';

/** What a flow does when the instance learns something. */
export interface InstanceListeners {
  environmentChanged(): void;
  /** Called once, with the first client. */
  clientLoaded(client: ClientResource): void;
  /** A session was created while the flow was open, in this tab or in another one. */
  sessionCreated(sessionId: string): void;
}

/**
 * Tells a flow what the instance knows and what it learns, from the next microtask on.
 *
 * @returns a function that stops it
 */
export function watchInstance(context: FlowContext, listeners: InstanceListeners): () => void {
  let environment = context.environment();
  /** The client's sessions when it was seen last. */
  let knownSessionIds: Set<string> | undefined;
  const read = () => {
    if (environment !== context.environment()) {
      environment = context.environment();
      listeners.environmentChanged();
    }
    const client = context.client();
    if (!client) return;
    const ids = client.signedInSessions.map(({ id }) => id);
    const created = knownSessionIds && ids.find((id) => !knownSessionIds?.has(id));
    const isFirst = !knownSessionIds;
    knownSessionIds = new Set(ids);
    if (isFirst) listeners.clientLoaded(client);
    if (created) listeners.sessionCreated(created);
  };
  queueMicrotask(read);
  return context.subscribe(read);
}
