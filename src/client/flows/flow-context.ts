import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { FapiCall } from '../fapi/request.ts';
import type { Platform } from '../platform/platform.ts';
import type { ClientResource } from '../resources/types/client.ts';
import type { EnvironmentResource } from '../resources/types/environment.ts';
import type { FlowOptions } from './types.ts';

/** Everything of the instance that a sign-in or a sign-up may use. */
export interface FlowContext extends Pick<Platform, 'clock' | 'storage' | 'isVisible' | 'painted' | 'on'> {
  environment(): EnvironmentResource | undefined;
  client(): ClientResource | undefined;
  /** Resolves when the client is known. Loads the instance if nothing else has. */
  whenLoaded(): Promise<void>;
  subscribe(listener: () => void): () => void;
  setActive(params: { session: string }): Promise<void>;
  /** Leaves the page, or moves within the application. */
  navigate(to: string): Promise<unknown>;
  /** Calls the API where no resource does. The client that comes with the answer is in the store before it resolves. */
  call<T>(path: string, call?: FapiCall): Promise<T>;
  /** Finds out what is behind a failure; undefined when its code already says everything. */
  diagnose?(code: WireErrorCode | undefined): Promise<WireErrorCode | undefined>;
}

/** Creates a flow, such as a sign-in. */
export type CreateFlow<Flow> = (context: FlowContext, options?: FlowOptions) => Flow;
