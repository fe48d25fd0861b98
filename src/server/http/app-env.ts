import type { Context } from 'hono';
import type { RequestContext } from './request-context.ts';

/** What the host of the app knows about a request beyond the request. */
export interface RequestInfo {
  /** Address of the socket. */
  ip?: string;
}

export interface AppEnv {
  Bindings: {
    info: RequestInfo;
    url: URL;
    /** Path without the proxy prefix and without a slash at the end. */
    path: string;
    /** The verb came from `_method`. */
    isOverridden: boolean;
  };
  Variables: { context: RequestContext };
}

export type AppContext = Context<AppEnv>;
