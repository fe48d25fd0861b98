import type { FapiCall } from '../fapi/request.ts';
import type { ClientResource, GetTokenOptions } from './types.ts';

/** What the methods of resources may use. */
export interface ResourceContext {
  /** Calls the API. The piggybacked client is in the store before this resolves. */
  call<T>(path: string, call?: FapiCall): Promise<T>;
  /** The newest client in the store. */
  client(): ClientResource | undefined;
  /** Asks for the client again and puts it in the store. */
  reloadClient(): Promise<ClientResource>;
  getToken(sessionId: string, options: GetTokenOptions): Promise<string | null>;
  forgetTokens(sessionId: string): void;
}
