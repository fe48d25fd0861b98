import { BackendOptionsError } from '../backend-options.ts';
import { isSafeUrl, SAFE_URL } from '../lib/safe-url.ts';
import { BackendApiError, type BackendApiProblem } from './backend-api-error.ts';
import { toCamelCase, toSnakeCase } from './letter-case.ts';

/** Where the Backend API is, and the key to it. */
export interface BackendApiOptions {
  /** `sk_test_…` or `sk_live_…`. Without it every call is rejected. It is sent to `apiUrl` and nowhere else. */
  secretKey?: string | undefined;
  /** Base of the API without `/v1`: https, or http on this machine. */
  apiUrl: string;
  fetch?: typeof globalThis.fetch;
}

export interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Below `/v1`; ids in it are encoded by {@link idOf}. */
  path: string;
  query?: object | undefined;
  body?: object | undefined;
  /** A form in place of a JSON body. */
  form?: FormData | undefined;
  /** Milliseconds to wait for an answer; default 15 s. */
  timeoutMs?: number;
}

/** Sends a call and returns what the API answers, with keys in camelCase. */
export type Send = <T>(call: Call) => Promise<T>;

const TIMEOUT_MS = 15_000;

export function createSend({ secretKey, apiUrl, fetch = globalThis.fetch }: BackendApiOptions): Send {
  return async <T>({ method, path, query = {}, body, form, timeoutMs = TIMEOUT_MS }: Call): Promise<T> => {
    if (secretKey === undefined) {
      throw new BackendOptionsError('This call needs the secret key: set CLERK_SECRET_KEY or pass secretKey.');
    }
    if (!isSafeUrl(apiUrl)) throw new BackendOptionsError(`apiUrl is not ${SAFE_URL}.`);
    const url = new URL(`${apiUrl.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1${path}`);
    for (const [name, value] of Object.entries(toSnakeCase(query))) {
      // An empty list matches nothing. Without the parameter it would match everything.
      const values: unknown[] = Array.isArray(value) ? (value.length === 0 ? [''] : value) : [value];
      for (const each of values) url.searchParams.append(name, String(each));
    }
    const init = {
      method,
      headers: {
        Authorization: `Bearer ${secretKey}`,
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(Array.isArray(body) ? body.map(toSnakeCase) : toSnakeCase(body)) }),
      // Its content type has a boundary, which `fetch` writes.
      ...(form === undefined ? {} : { body: form }),
      // A redirect must not carry the secret key to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    } as const;
    const answer = await fetch(url.href, init).catch((cause: unknown) => {
      // Not the cause's own message: it may repeat the headers.
      const reason = cause instanceof Error ? cause.name : 'unknown';
      throw new BackendApiError(`The Backend API at ${url.origin} did not answer (${reason}).`, { status: 0 });
    });
    if (!answer.ok) throw await errorOf(answer, `${method} /v1${path}`);
    return toCamelCase(await jsonOf(answer)) as T;
  };
}

/** Encodes an id for a path. @throws {TypeError} when it is empty, which would make it another path */
export function idOf(id: string): string {
  if (typeof id !== 'string' || id === '' || /^\.+$/.test(id)) throw new TypeError('The id is missing.');
  return encodeURIComponent(id);
}

async function errorOf(answer: Response, call: string): Promise<BackendApiError> {
  const json = (await jsonOf(answer)) as { errors?: unknown; clerk_trace_id?: unknown } | undefined;
  const errors = (Array.isArray(json?.errors) ? json.errors : []).map((each) => problemOf(toCamelCase(each)));
  const [first] = errors;
  const words = first ? `${first.longMessage || first.message} (${first.code})` : 'It gave no reason.';
  const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return new BackendApiError(`The Backend API answered ${call} with status ${answer.status}. ${words}`, {
    status: answer.status,
    errors,
    traceId: typeof json?.clerk_trace_id === 'string' ? json.clerk_trace_id : undefined,
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  });
}

function problemOf(value: unknown): BackendApiProblem {
  const { code, message, longMessage, meta } = (value ?? {}) as Partial<BackendApiProblem>;
  return { code: String(code), message: message ?? '', longMessage: longMessage ?? '', meta: meta ?? {} };
}

/** @returns undefined when the answer is no JSON */
async function jsonOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}
