import type { WebhookEvent } from '../../protocol/json/webhook.ts';

export interface VerifyWebhookOptions {
  /** The secret of the endpoint, `whsec_…`. Default: the environment variable `CLERK_WEBHOOK_SIGNING_SECRET`. */
  signingSecret?: string | undefined;
}

/** A request whose body is already read but not parsed, such as that of Express behind `express.raw()`. */
export interface RawWebhookRequest {
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  body?: unknown;
}

/** A request is no webhook of this endpoint, or the secret is missing. Answer it with status 400. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError';
}

/** Standard Webhooks advises to refuse older ones, which somebody may have recorded. */
const TOLERANCE_SECONDS = 300;
const PREFIX = 'whsec_';
const VARIABLE = 'CLERK_WEBHOOK_SIGNING_SECRET';
/** The names of Svix, which Clerk uses, and those of Standard Webhooks. Both carry the same values. */
const FAMILIES = ['svix', 'webhook'] as const;

/**
 * Verifies a webhook by the scheme of Standard Webhooks: that it has the signature of the endpoint's secret, and that it is
 * not older than five minutes. Signatures are compared in constant time. A webhook may come twice: `svix-id` is the same
 * then.
 *
 * @param request a web `Request`, or an object with the headers and the unparsed body
 * @returns what the webhook says; its `type` tells what its `data` is
 * @throws {WebhookVerificationError} when the request cannot be trusted, or there is no secret
 * @example
 * import { verifyWebhook } from 'clerk-widgets/backend/webhooks';
 *
 * const event = await verifyWebhook(request);
 * if (event.type === 'user.created') await saveUser(event.data.id);
 */
export async function verifyWebhook(
  request: Request | RawWebhookRequest,
  { signingSecret }: VerifyWebhookOptions = {},
): Promise<WebhookEvent> {
  const secret = (signingSecret ?? fromEnvironment())?.trim();
  if (!secret) throw refusal(`There is no secret. Set ${VARIABLE}, or give signingSecret.`);
  const key = await importSecret(secret);
  const { id, timestamp, signatures } = readHeaders(request.headers);
  checkAge(timestamp);
  const body = await readBody(request);
  const signed = join(`${id}.${timestamp}.`, body);
  if (!(await isSigned(key, signed, signatures))) {
    throw refusal('The signature is not one of this secret, or the body was changed on its way.');
  }
  return parseEvent(body);
}

function refusal(message: string): WebhookVerificationError {
  return new WebhookVerificationError(message);
}

function fromEnvironment(): string | undefined {
  const fromProcess = (globalThis.process as NodeJS.Process | undefined)?.env?.[VARIABLE];
  const global: unknown = Reflect.get(globalThis, VARIABLE);
  return fromProcess ?? (typeof global === 'string' ? global : undefined);
}

async function importSecret(secret: string): Promise<CryptoKey> {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const bytes = bytesOf(text);
  if (!bytes || bytes.length === 0) throw refusal('The secret is not whsec_ and base64.');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function readHeaders(headers: RawWebhookRequest['headers']): { id: string; timestamp: string; signatures: string } {
  const isHeaders = (value: object): value is Headers => typeof (value as Headers).get === 'function';
  const read = (name: string): string => {
    const value = isHeaders(headers) ? headers.get(name) : headers[name];
    return (typeof value === 'string' ? value : (value?.join(' ') ?? '')).trim();
  };
  for (const family of FAMILIES) {
    const [id = '', timestamp = '', signatures = ''] = ['id', 'timestamp', 'signature'].map((part) =>
      read(`${family}-${part}`),
    );
    if (id && timestamp && signatures) return { id, timestamp, signatures };
  }
  throw refusal('The request lacks the headers svix-id, svix-timestamp and svix-signature of a webhook.');
}

function checkAge(timestamp: string): void {
  if (!/^\d{1,12}$/.test(timestamp)) throw refusal('The timestamp of the webhook is not a number of seconds.');
  const age = Math.floor(Date.now() / 1000) - Number(timestamp);
  if (age > TOLERANCE_SECONDS) throw refusal('The webhook is older than five minutes.');
  if (age < -TOLERANCE_SECONDS) throw refusal('The webhook is from the future. Check the clock of this machine.');
}

async function readBody(request: Request | RawWebhookRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (typeof (request as Request).arrayBuffer === 'function') {
    if ((request as Request).bodyUsed)
      throw refusal('The body of the request was read before. Verify the webhook first.');
    return new Uint8Array(await (request as Request).arrayBuffer());
  }
  const { body } = request as RawWebhookRequest;
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return new Uint8Array(body);
  throw refusal('The body was parsed before. Give the body as it came: with Express, use express.raw() on this route.');
}

function join(start: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(start);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

/** A rotated secret signs for a while together with the new one, so any of several signatures may be the right one. */
async function isSigned(key: CryptoKey, signed: BufferSource, signatures: string): Promise<boolean> {
  for (const each of signatures.split(' ')) {
    const [version, text = ''] = each.split(',');
    const signature = version === 'v1' ? bytesOf(text) : undefined;
    if (signature && (await crypto.subtle.verify('HMAC', key, signature, signed))) return true;
  }
  return false;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function parseEvent(body: Uint8Array): WebhookEvent {
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw refusal('The body of the webhook is not JSON.');
  }
  if (typeof event !== 'object' || event === null) throw refusal('The body of the webhook is no event.');
  const { type, data, event_attributes, timestamp, instance_id } = event as WebhookEvent;
  return { type, object: 'event', data, event_attributes, timestamp, instance_id } as WebhookEvent;
}
