import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, stop } from '../../../support/listen.ts';

/** A service on loopback that speaks the format of the Pwned Passwords range search. */
export interface BreachService {
  readonly url: string;
  /** The path and the padding header of every request. */
  readonly requests: { path: string; padding: string | undefined }[];
  /** Set by a test to answer in place of the range. */
  misbehave: ((request: IncomingMessage, response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

/** @param leaked passwords that the service knows; it adds padding with a count of 0 */
export async function startBreachService(leaked: readonly string[] = []): Promise<BreachService> {
  const digests = leaked.map(sha1);
  const requests: BreachService['requests'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, padding: request.headers['add-padding'] as string | undefined });
    if (service.misbehave) return service.misbehave(request, response);
    const prefix = /^\/range\/([0-9A-F]{5})$/.exec(path)?.[1];
    if (!prefix) return void response.writeHead(400).end();
    const known = digests.filter((digest) => digest.startsWith(prefix)).map((digest) => `${digest.slice(5)}:42`);
    const padding = Array.from({ length: 800 }, (_, i) => `${sha1(`padding ${i}`).slice(5)}:0`);
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end([...padding, ...known].join('\r\n'));
  });
  const url = await listen(server, '127.0.0.1');
  const service: BreachService = {
    url,
    requests,
    misbehave: undefined,
    close: () => stop(server),
  };
  return service;
}

export function sha1(password: string): string {
  return createHash('sha1').update(password).digest('hex').toUpperCase();
}
