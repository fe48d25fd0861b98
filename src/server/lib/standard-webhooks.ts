import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET = /^whsec_[A-Za-z0-9+/]+={0,2}$/;
const MIN_BYTES = 24;

/** Whether a text is a secret of Standard Webhooks that is long enough not to be guessed: `whsec_` and base64. */
export function isWebhookSecret(secret: string): boolean {
  return SECRET.test(secret) && keyOf(secret).length >= MIN_BYTES;
}

/**
 * Signs a request the way Standard Webhooks does (https://www.standardwebhooks.com, "Signature scheme"): an
 * HMAC-SHA-256 of the id, the time and the body.
 *
 * @param secret see {@link isWebhookSecret}
 * @param id of the message; the same for each try to deliver it
 * @param now milliseconds since the epoch
 * @returns the headers of the request
 */
export function signWebhook(secret: string, id: string, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.slice(PREFIX.length), 'base64');
}
