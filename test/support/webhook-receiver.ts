import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBounded } from '../../src/server/lib/read-bounded.ts';
import { listen, stop } from './listen.ts';

/** A request that a receiver got. */
export interface ReceivedWebhook {
  headers: Record<string, string>;
  body: string;
  /** The body as JSON. */
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read all kinds of events
  event: any;
  /** The `webhook-id`. */
  id: string;
}

export type Answer = (response: ServerResponse, webhook: ReceivedWebhook) => void | Promise<void>;

export interface WebhookReceiver {
  url: string;
  received: ReceivedWebhook[];
  /** How it answers; default 204. */
  answer: Answer;
  /** Types of the events that it got. */
  types(): string[];
  close(): Promise<void>;
}

/** Answers with a status, and nothing else. */
export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Answer =>
  (response) => {
    response.writeHead(code, headers).end(body);
  };

/** Starts a receiver of webhooks on this machine. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const server = createServer((request, response) => void take(request, response));
  const origin = await listen(server, '127.0.0.1');
  const receiver: WebhookReceiver = {
    url: `${origin}/webhooks`,
    received: [],
    answer: status(204),
    types: () => receiver.received.map(({ event }) => event.type),
    close: () => stop(server),
  };
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = String(await readBounded(request, 1_000_000));
    const headers = request.headers as Record<string, string>;
    const webhook = { headers, body, event: JSON.parse(body), id: headers['webhook-id'] ?? '' };
    receiver.received.push(webhook);
    await receiver.answer(response, webhook);
  }
  return receiver;
}
