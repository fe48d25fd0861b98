import type { Connection } from './connection.ts';

/** Milliseconds to wait for an answer. A page waits with it. */
const TIMEOUT_MS = 5_000;

/**
 * Sends a request to the Backend API, for the handshake.
 *
 * @param path below `/v1`
 * @returns the answer, which is a JSON object
 * @throws when the API cannot be reached or refuses the request
 */
export async function callBackendApi(
  { apiUrl, secretKey, fetch }: Pick<Connection, 'apiUrl' | 'secretKey' | 'fetch'>,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${apiUrl}/v1${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${secretKey}`,
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // A redirect must not carry the secret key to another host.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new TypeError(`The Backend API answered with status ${answer.status}.`);
  return (await answer.json()) as Record<string, unknown>;
}
