import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { Clock, KeyValueStorage } from '../platform/platform.ts';
import type { FapiCall } from '../fapi/request.ts';
import type { ClientResource, EnvironmentResource } from '../resources/types.ts';

/** All that a flow may use of the instance. */
export interface FlowContext {
  readonly clock: Clock;
  /** What this browser remembers between visits. */
  readonly storage: KeyValueStorage;
  isVisible(): boolean;
  environment(): EnvironmentResource | undefined;
  client(): ClientResource | undefined;
  /** Resolves when the client is known; loads if nobody has. */
  whenLoaded(): Promise<void>;
  /** Resolves once the page had the time to show what it has. */
  painted(): Promise<void>;
  subscribe(listener: () => void): () => void;
  setActive(params: { session: string }): Promise<void>;
  /** Leaves the page, or moves within the application. */
  navigate(to: string): Promise<unknown>;
  /** Calls the API where no resource does. The piggybacked client is in the store before it resolves. */
  call<T>(path: string, call?: FapiCall): Promise<T>;
  /** Asks what is behind a failure; undefined when its code says it all. */
  diagnose?(code: WireErrorCode | undefined): Promise<WireErrorCode | undefined>;
}
