import type { Platform } from '../platform/platform.ts';
import type { ResourceContext } from '../resources/resource-context.ts';
import type { SessionManager } from '../session/session-context.ts';
import type { Store } from '../store.ts';

/** What the newer custom-flow API uses of the instance. */
export interface FutureHost {
  readonly store: Pick<Store, 'state' | 'subscribe' | 'setClient'>;
  readonly platform: Platform;
  readonly resources: ResourceContext;
  needSessions(): Promise<Pick<SessionManager, 'setActive'>>;
}
