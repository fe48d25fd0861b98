import {
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type RequestListener,
  type Server,
} from 'node:http';
import { listen } from './listen.ts';

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
}

export interface RunningApp {
  origin: string;
  /** Sends a request with path and headers as they are. A list sends a header several times. */
  ask(path: string, headers?: Record<string, string | string[]>, method?: string, body?: string): Promise<Answer>;
  close(): void;
}

/** Starts an application on loopback. */
export async function start(listener: RequestListener): Promise<RunningApp> {
  const server: Server = createServer(listener);
  const origin = await listen(server, '127.0.0.1');
  const { port } = new URL(origin);
  return {
    origin,
    ask: (path, headers = {}, method = 'GET', body = undefined) =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path, method, headers, agent: false };
        httpRequest(options, (answer) => {
          void readText(answer).then((text) =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
          );
        })
          .on('error', reject)
          .end(body);
      }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Reads a request or an answer of Node to its end. */
export async function readText(stream: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += chunk;
  return text;
}
