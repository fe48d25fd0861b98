import type { Auth } from '../auth.ts';

/** Who is signed in, for the page. It has no token, since it is part of the HTML. */
export interface Identity {
  readonly isAuthenticated: boolean;
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly orgId: string | null;
  readonly orgRole: string | null;
  readonly orgSlug: string | null;
}

/** What `data()` of React Router returns. */
interface DataWithInit<Data> {
  readonly type: string;
  readonly data: Data;
  readonly init: ResponseInit | null;
}

/** What the root loader returns: the data of your loader, and `auth`. A `Response` stays as it is. */
export type WithIdentity<Data> = Data extends Response
  ? Data
  : Data extends DataWithInit<infer Inner>
    ? Omit<Data, 'data'> & { data: Inner & { auth: Identity } }
    : Data extends object
      ? Data & { auth: Identity }
      : { auth: Identity };

/** Adds who is signed in to what a root loader returned. */
export function withIdentity(result: unknown, auth: Auth): unknown {
  if (result instanceof Response) return result;
  if (isDataWithInit(result)) return { ...result, data: { ...result.data, auth: identityOf(auth) } };
  return { ...(result as object | undefined), auth: identityOf(auth) };
}

function identityOf({ isAuthenticated, userId, sessionId, orgId, orgRole, orgSlug }: Auth): Identity {
  return { isAuthenticated, userId, sessionId, orgId, orgRole, orgSlug };
}

function isDataWithInit(result: unknown): result is DataWithInit<object> {
  return typeof result === 'object' && result !== null && 'init' in result && 'data' in result && 'type' in result;
}
