import type { Clock } from '../platform/platform.ts';
import type { ClientResource, EnvironmentResource } from '../resources/types.ts';

/** All that a flow may use of the instance. */
export interface FlowContext {
  readonly clock: Clock;
  environment(): EnvironmentResource | undefined;
  client(): ClientResource | undefined;
  /** Resolves when the client is known; loads if nobody has. */
  whenLoaded(): Promise<void>;
  /** Resolves once the page had the time to show what it has. */
  painted(): Promise<void>;
  subscribe(listener: () => void): () => void;
  setActive(params: { session: string }): Promise<void>;
}
