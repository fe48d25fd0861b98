import { authenticateRequest, BackendOptionsError, verifyToken } from '../../../src/entries/backend.ts';

/** A call of the backend SDK as data, because not every runtime shares memory with the test. */
export interface Call {
  /** The token for `verifyToken`. */
  token?: unknown;
  /** The headers of a request for `authenticateRequest`. */
  headers?: Record<string, string>;
  options: CallOptions;
}

export interface CallOptions {
  publishableKey?: string;
  jwtKey?: string;
  jwksUrl?: string;
  /** The JWK Set that each fetch of the SDK gets. */
  jwks?: unknown;
  issuer?: string;
  audience?: string | string[];
  authorizedParties?: string[];
  maxLifetimeSeconds?: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What the SDK made of the call. */
export interface Verdict {
  /** Why it refused; undefined when it accepted. */
  reason?: string | undefined;
  /** Id of the user; null when the SDK named none. */
  user: string | null;
  /** The claims that `verifyToken` returned. */
  claims?: Record<string, unknown> | undefined;
  /** Message of a {@link BackendOptionsError}. */
  misuse?: string;
}

/** Makes a call on the runtime that this runs on. */
export async function judge({ token, headers, options }: Call): Promise<Verdict> {
  const { now, jwks, ...rest } = options;
  const checked = { ...rest, now: () => now, ...(jwks !== undefined && { fetch: async () => Response.json(jwks) }) };
  try {
    if (headers) {
      const request = new Request('https://app.acme.example/', { headers });
      const state = await authenticateRequest(request, { publishableKey: '', ...checked });
      return { reason: state.reason ?? undefined, user: state.toAuth().userId };
    }
    const { data, error } = await verifyToken(token, checked);
    return { reason: error?.reason, user: data?.sub ?? null, claims: data };
  } catch (error) {
    if (error instanceof BackendOptionsError) return { user: null, misuse: error.message };
    throw error;
  }
}
