import type { Context } from 'hono';
import type { RequestContext } from './request-context.ts';

/** What the host of the app knows about a request besides the request itself. */
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
    /** The method came from `_method`. */
    isOverridden: boolean;
    /** Address of the visitor for whom a proxy with a secret key calls. */
    visitorIp?: string | undefined;
  };
  Variables: {
    context: RequestContext;
    /** `Set-Cookie` headers of the answer, by name of the cookie; sent with failures, too. */
    setCookies: Map<string, string>;
    /** The request changes something and names no origin, so a token has to show that no browser sends it. */
    needsToken: boolean;
  };
}

/** A request, for functions that read its variables and write to its answer. Routes with more variables fit it, too. */
export type AppContext = Omit<Context<AppEnv>, 'set'>;
