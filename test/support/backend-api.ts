import { createSecretKeys } from '../../src/server/backend-api/secret-keys.ts';
import type { Scope } from '../../src/server/backend-api/scopes.ts';
import type { TestInstance } from './instance.ts';

export interface BackendAnswer {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read all kinds of answers
  body: any;
  /** Code of the first error; undefined when there is none. */
  code: string | undefined;
}

/** Calls the Backend API of an instance. */
export type CallBackend = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<BackendAnswer>;

/** Creates a secret key of the instance. @param scopes default all */
export async function newSecretKey(instance: TestInstance, scopes?: readonly Scope[]): Promise<string> {
  const { key } = await createSecretKeys(instance).create({ name: 'test', ...(scopes && { scopes }) });
  return key;
}

/** Returns a function that calls the Backend API with a key. @param key default a new one with every scope */
export async function backendOf(instance: TestInstance, key?: string): Promise<CallBackend> {
  const secret = key ?? (await newSecretKey(instance));
  return async (method, path, body, headers = {}) => {
    const request = new Request(`${instance.config.url}/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const answer = await instance.fetch(request);
    const text = await answer.text();
    const json = text === '' ? undefined : JSON.parse(text);
    return { status: answer.status, headers: answer.headers, body: json, code: json?.errors?.[0]?.code };
  };
}
