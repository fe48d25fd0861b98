import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listen, stop } from '../../support/listen.ts';

export interface ReceivedPost {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface SmsService {
  url: string;
  posts: ReceivedPost[];
  /** What the next requests are answered; `hang` never answers. */
  answer: { status: number; headers?: Record<string, string>; body?: string } | 'hang';
  close(): Promise<void>;
}

/** A real HTTP service on loopback that keeps every request, in the place of Twilio or a webhook. */
export async function startSmsService(): Promise<SmsService> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    service.posts.push({ method: request.method, path: request.url, headers: request.headers, body });
    const { answer } = service;
    if (answer === 'hang') return;
    response.writeHead(answer.status, { 'Content-Type': 'application/json', ...answer.headers });
    response.end(answer.body ?? '{}');
  });
  const service: SmsService = {
    url: '',
    posts: [],
    answer: { status: 201, body: '{"sid":"SM1","status":"queued"}' },
    close: () => stop(server),
  };
  service.url = await listen(server, '127.0.0.1');
  return service;
}
