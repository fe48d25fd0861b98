import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, it, mock } from 'node:test';
import { CONNECTION_LIMITS, type ConnectionLimits, type Listener, listen } from '../../../src/server/serve/listen.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { until } from '../../support/until.ts';

const HOST = '127.0.0.1';
const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function open(
  limits: Partial<ConnectionLimits> = {},
  fetch: (request: Request) => Response | Promise<Response> = () => new Response('ok'),
): Promise<Listener> {
  const listener = await listen({ host: HOST, port: 0, fetch, limits });
  closing.push(() => listener.close(1));
  return listener;
}

async function peer({ port }: Listener): Promise<Socket> {
  const socket = connect(port, HOST);
  socket.on('error', () => {});
  closing.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Resolves when the connection is closed, whether the server ended or reset it. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** Returns everything that the server sent until it closed the connection. */
async function untilClosed(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await closed(socket);
  return text;
}

describe('one connection', () => {
  it('the limits of connections are those that the code names', () => {
    const { headersMs, requestMs, checkMs, stalledMs, requestsAtOnce, requestsPerConnection, connections } =
      CONNECTION_LIMITS;
    assert.deepEqual([headersMs, requestMs, stalledMs], [15_000, 30_000, 30_000]);
    assert.ok(checkMs <= 1_000, 'They hold to the second.');
    assert.deepEqual([requestsAtOnce, requestsPerConnection, connections], [16, 10_000, 10_000]);
  });

  it('a connection without a request is closed', async () => {
    assert.match(await untilClosed(await peer(await open({ headersMs: 20, checkMs: 5 }))), /^$|^HTTP\/1\.1 408/);
  });

  it('a connection that sends its headers slowly is closed', async () => {
    const socket = await peer(await open({ headersMs: 50, checkMs: 5 }));
    socket.write('GET / HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X-Drop: 1\r\n'), 10);
    closing.push(() => clearInterval(drip));
    assert.match(await untilClosed(socket), /^$|^HTTP\/1\.1 408/);
  });

  it('a connection that sends its body slowly is closed', async () => {
    const read = Promise.withResolvers<string>();
    const listener = await open({ headersMs: 50, requestMs: 60, checkMs: 5 }, async (request) => {
      await request.text().then(
        () => read.resolve('whole'),
        () => read.resolve('cut'),
      );
      return new Response('ok');
    });
    const socket = await peer(listener);
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n');
    const drip = setInterval(() => socket.write('x'), 10);
    closing.push(() => clearInterval(drip));
    await untilClosed(socket);
    assert.equal(await read.promise, 'cut');
  });

  it('a connection that does not read its answer is closed', async () => {
    const huge = new Uint8Array(50_000_000);
    const listener = await open({ stalledMs: 50 }, () => new Response(huge));
    const socket = await peer(listener);
    socket.pause();
    const gone = closed(socket);
    socket.write(GET);
    // Nothing is read, so only a write fails once the server let go.
    const probe = setInterval(() => socket.write('x'), 10);
    closing.push(() => clearInterval(probe));
    await gone;
  });

  it('a connection that pipelines a thousand requests and reads nothing is cut, and delays no other', async () => {
    const waiting: ((answer: Response) => void)[] = [];
    const listener = await open({}, (request) =>
      request.url.endsWith('/health') ? new Response('ok') : new Promise((resolve) => waiting.push(resolve)),
    );
    const sockets = await Promise.all(Array.from({ length: 20 }, () => peer(listener)));
    const cut = sockets.map(closed);
    for (const socket of sockets) socket.write(GET.repeat(1_000));
    assert.equal((await fetch(`http://${HOST}:${listener.port}/health`)).status, 200);
    await Promise.all(cut);
    assert.ok(waiting.length <= 20 * CONNECTION_LIMITS.requestsAtOnce, `${waiting.length} were begun`);
    for (const answer of waiting) answer(new Response('late'));
  });

  it('a connection that pipelines a few requests gets all answers, in order', async () => {
    let count = 0;
    const listener = await open({ requestsPerConnection: 8 }, () => new Response(`answer ${count++};`));
    const socket = await peer(listener);
    socket.write(GET.repeat(8));
    const text = await untilClosed(socket);
    assert.deepEqual(
      text.match(/answer \d+;/g),
      Array.from({ length: 8 }, (_, i) => `answer ${i};`),
    );
  });

  it('a connection is closed after the greatest number of requests', async () => {
    const socket = await peer(await open({ requestsPerConnection: 3 }));
    for (let i = 0; i < 3; i++) {
      socket.write(GET);
      if (i < 2) await once(socket, 'data');
    }
    assert.match(await untilClosed(socket), /Connection: close/i);
  });

  it('a connection above the greatest number is refused', async () => {
    const listener = await open({ connections: 2 });
    const [first] = [await peer(listener), await peer(listener)];
    const third = await peer(listener);
    assert.equal(await untilClosed(third), '');
    first.write(GET);
    assert.match(String((await once(first, 'data'))[0]), /200 OK/);
  });

  it('a connection is closed with its next answer while the server drains', async () => {
    const listener = await open();
    const socket = await peer(listener);
    socket.write(GET);
    await once(socket, 'data');
    listener.drain();
    socket.write(GET);
    assert.match(await untilClosed(socket), /200 OK[^]*Connection: close/i);
  });
});

describe('a client that goes away', () => {
  const POST = 'POST /v1/client/sign_ins HTTP/1.1\r\nHost: clerk.example.com\r\nOrigin: https://app.example.com\r\n';
  const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';

  /** The whole server on a real socket, and what the process printed. */
  async function serve() {
    const instance: TestInstance = await getTestInstance();
    closing.push(() => instance.close());
    const printed: string[] = [];
    for (const name of ['log', 'info', 'warn', 'error'] as const) {
      const spy = mock.method(console, name, (...args: unknown[]) => void printed.push(args.join(' ')));
      closing.push(() => spy.mock.restore());
    }
    let answered = 0;
    const statuses: number[] = [];
    const listener = await open({}, async (request) => {
      const answer = await instance.app.fetch(request, { ip: '192.0.2.1' });
      statuses.push(answer.status);
      answered++;
      return answer;
    });
    return { instance, listener, printed, statuses, answered: () => answered };
  }

  /** No line of the log says that something is wrong with the server, and nothing was printed. */
  function isQuiet({ instance, printed }: Awaited<ReturnType<typeof serve>>): void {
    assert.deepEqual(
      instance.log.filter((line) => /"level":"(error|warn)"/.test(line)),
      [],
    );
    assert.deepEqual(printed, []);
  }

  for (const [where, text] of Object.entries({
    'in the middle of a body of known length': `${POST}${FORM}Content-Length: 1000\r\n\r\nidentifier=a`,
    'in the middle of a body in chunks': `${POST}${FORM}Transfer-Encoding: chunked\r\n\r\n5\r\nident\r\n`,
    'in the middle of a form with files': `${POST}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 900\r\n\r\n--x\r\n`,
    'before the first byte of a body': `${POST}${FORM}Content-Length: 1000\r\n\r\n`,
  })) {
    it(`a client that goes away ${where} causes no error in the log`, async () => {
      const server = await serve();
      const socket = await peer(server.listener);
      socket.write(text);
      // The request has arrived once a later one on another connection is answered.
      assert.equal((await fetch(`http://${HOST}:${server.listener.port}/livez`)).status, 200);
      socket.resetAndDestroy();
      await until(() => server.answered() === 2);
      assert.deepEqual(server.statuses, [200, 400]);
      isQuiet(server);
    });
  }

  it('a client that goes away during its answer causes no line in the log', async () => {
    const server = await serve();
    for (let i = 0; i < 20; i++) {
      const socket = await peer(server.listener);
      socket.write('GET /v1/environment HTTP/1.1\r\nHost: clerk.example.com\r\n\r\n');
      if (i % 2) await once(socket, 'data');
      socket.resetAndDestroy();
    }
    assert.equal((await fetch(`http://${HOST}:${server.listener.port}/v1/environment`)).status, 200);
    await until(() => server.answered() >= 11);
    isQuiet(server);
  });

  for (const [what, bytes, answer] of [
    ['speaks TLS', Buffer.from('160301020001000001fc0303', 'hex'), /^HTTP\/1\.1 400/],
    ['speaks no protocol', Buffer.from('\u0000\u0001 hello\r\n\r\n'), /^HTTP\/1\.1 400/],
    ['has endless headers', Buffer.from(`GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`), /^HTTP\/1\.1 431/],
    ['names two lengths', Buffer.from(`${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`), /^HTTP\/1\.1 400/],
    ['has no host', Buffer.from('GET / HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400/],
  ] as const) {
    it(`a client that ${what} causes no line in the log`, async () => {
      const server = await serve();
      const socket = await peer(server.listener);
      socket.write(bytes);
      assert.match(await untilClosed(socket), answer);
      assert.equal((await fetch(`http://${HOST}:${server.listener.port}/livez`)).status, 200);
      isQuiet(server);
    });
  }
});
