import { steadyNow } from '../../../client/platform/steady-now.ts';
import type { ClerkInstance, FapiRequestInit } from '../../../client/types.ts';

/** A request of the page to the Frontend API. */
export interface SeenRequest {
  method: string;
  /** Path below the host, without its query. */
  path: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Undefined while it is under way; 0 when the browser does not say. */
  status: number | undefined;
  /** Codes of its errors. */
  codes: readonly string[];
  traceId: string | undefined;
}

interface Failure {
  errors?: readonly { code?: string }[];
  clerk_trace_id?: string;
}

/** Requests that are kept, the newest first. */
const MOST = 30;

/**
 * Follows the requests of an instance. Those that were sent before are known by what the browser has measured, without
 * the codes of their errors.
 *
 * @param url of the API, without `/v1`
 * @param changed called when there is another one, or an answer
 */
export function watchRequests(clerk: ClerkInstance, url: string, changed: () => void): readonly SeenRequest[] {
  const list = measured(url);
  const open = new WeakMap<FapiRequestInit, SeenRequest>();
  const { pathname } = new URL(`${url}/v1`);
  void clerk.__internal_needMembers().then(
    () => {
      clerk.__internal_onBeforeRequest((request) => {
        const method = request.url.searchParams.get('_method') ?? request.method ?? 'GET';
        const seen = {
          method,
          path: pathname + request.path,
          at: steadyNow(),
          status: undefined,
          codes: [],
          traceId: undefined,
        };
        open.set(request, seen);
        list.unshift(seen);
        list.length = Math.min(list.length, MOST);
        changed();
      });
      clerk.__internal_onAfterResponse((request, response) => {
        const seen = open.get(request);
        if (!seen || !response) return;
        const { errors, clerk_trace_id } = (response.payload ?? {}) as Failure;
        const codes = Array.isArray(errors) ? errors.map(({ code }) => String(code)) : [];
        Object.assign(seen, { status: response.status, codes, traceId: clerk_trace_id });
        changed();
      });
    },
    () => {},
  );
  return list;
}

function measured(url: string): SeenRequest[] {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries
    .filter(({ name }) => name.startsWith(`${url}/v1/`))
    .map(({ name, startTime, responseStatus }) => {
      const { pathname, searchParams } = new URL(name);
      const method = searchParams.get('_method') ?? (pathname.endsWith('/tokens') ? 'POST' : 'GET');
      const at = performance.timeOrigin + startTime;
      return { method, path: pathname, at, status: responseStatus, codes: [], traceId: undefined };
    })
    .toReversed()
    .slice(0, MOST);
}
