import type { IncomingMessage } from 'node:http';
import { VERSION } from '../../protocol/version.ts';
import { openGuarded, type Reach, type Resolve } from '../lib/guarded-request.ts';
import { signWebhook } from '../lib/standard-webhooks.ts';

/** A webhook for one endpoint. */
export interface OutgoingWebhook {
  /** The `webhook-id`. */
  id: string;
  url: string;
  /** Each of them signs. */
  secrets: readonly string[];
  body: string;
  /** Milliseconds. */
  now: number;
  /** Ends the try early. */
  signal?: AbortSignal;
}

/** What a receiver answered. */
export interface WebhookAnswer {
  /** Null when there was no answer. */
  status: number | null;
  /** The beginning of the body; null when there was no answer. */
  start: string | null;
  /** Why the webhook counts as not taken; null when it was taken. It holds no secret. */
  error: string | null;
}

/** Sends a webhook once. It never rejects. */
export type SendWebhook = (webhook: OutgoingWebhook) => Promise<WebhookAnswer>;

export interface SendOptions extends Reach {
  /** Milliseconds for the whole answer; default 15000, as Svix has it. */
  timeoutMs?: number;
  resolve?: Resolve;
}

const TIMEOUT_MS = 15_000;
/** Bytes of an answer that are kept. The rest is not read. */
const KEPT_BYTES = 1_024;

/** Creates the function that sends webhooks. It connects to public addresses alone, and follows no redirect. */
export function createSendWebhook({ timeoutMs = TIMEOUT_MS, ...options }: SendOptions): SendWebhook {
  return async function sendWebhook({ id, url, secrets, body, now, signal }) {
    // They are encrypted with the master key. Without a signature, a receiver that checks none would believe anybody.
    if (secrets.length === 0) return { status: null, start: null, error: 'its secret cannot be decrypted: rotate it' };
    const init = { method: 'POST', headers: headersOf(id, secrets, body, now), body: Buffer.from(body) };
    try {
      const { status, message, reasonOf } = await openGuarded(new URL(url), init, { timeoutMs, signal, ...options });
      try {
        return { status, start: await readStart(message), error: errorOf(status) };
      } catch (error) {
        // The status arrived, but the connection was lost before the body was complete. What the receiver did is unknown.
        return { status, start: null, error: describe(reasonOf(error)) };
      }
    } catch (error) {
      return { status: null, start: null, error: describe(error) };
    }
  };
}

/** The headers of Standard Webhooks, and the same values under the names of Svix, which Clerk's receivers read. */
function headersOf(id: string, secrets: readonly string[], body: string, now: number): Record<string, string> {
  const signed = secrets.map((secret) => signWebhook(secret, id, body, now));
  const signature = signed.map((headers) => headers['webhook-signature']).join(' ');
  const standard = { ...signed[0], 'webhook-signature': signature };
  const svix = Object.entries(standard).map(([name, value]) => [name.replace('webhook-', 'svix-'), value]);
  return {
    'content-type': 'application/json',
    'user-agent': `clerk-widgets/${VERSION}`,
    ...standard,
    ...Object.fromEntries(svix),
  };
}

/** Reads the beginning of a body, and closes the connection. */
async function readStart(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= KEPT_BYTES) break;
  }
  // Postgres stores no NUL.
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, KEPT_BYTES)).replaceAll('\0', '');
}

function errorOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  const isRedirect = status >= 300 && status < 400;
  return isRedirect ? `answered ${status}, and redirects are not followed` : `answered ${status}`;
}

/** Errors of sockets say which address refused; none of them repeats the request. */
function describe(error: unknown): string {
  const { message = '', code = '' } = error as NodeJS.ErrnoException;
  const [inner] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return (message || inner?.message || code || 'failed').slice(0, 200);
}
