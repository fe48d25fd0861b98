import { createServer, type ServerResponse } from 'node:http';
import { listen, stop } from '../../support/listen.ts';

/** A test double of the Turnstile service, on loopback. */
export interface TurnstileService {
  readonly url: string;
  /** The forms that the service received, as plain objects. */
  readonly requests: Record<string, string>[];
  /** Valid tokens; each passes once. */
  readonly tokens: Set<string>;
  /** The host that the service reports for its tokens. */
  hostname: string | undefined;
  /** Set by a test to answer in place of the service. */
  misbehave: ((response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

export const TURNSTILE_SECRET = 'the secret of the bot check';

export async function startTurnstileService(): Promise<TurnstileService> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    service.requests.push(form);
    if (service.misbehave) return service.misbehave(response);
    const error =
      form.secret !== TURNSTILE_SECRET
        ? 'invalid-input-secret'
        : service.tokens.delete(form.response ?? '')
          ? undefined
          : 'timeout-or-duplicate';
    const body = { success: !error, 'error-codes': error ? [error] : [], hostname: service.hostname };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  });
  const origin = await listen(server, '127.0.0.1');
  const service: TurnstileService = {
    url: `${origin}/siteverify`,
    requests: [],
    tokens: new Set(),
    hostname: 'app.example.com',
    misbehave: undefined,
    close: () => stop(server),
  };
  return service;
}
