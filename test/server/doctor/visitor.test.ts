import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { test, type TestContext } from 'node:test';
import { createVisitor } from '../../../src/server/doctor/visitor.ts';
import { listen, stop } from '../../support/listen.ts';

const never = new AbortController().signal;
const visitor = createVisitor({ fetch, now: Date.now, signal: never });

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const origin = await listen(server);
  t.after(() => stop(server));
  return origin;
}

test('a file without an end is read up to three million bytes', async (t) => {
  const origin = await serve(t, (_request, response) => {
    const chunk = Buffer.alloc(100_000, 'a');
    const write = () => {
      while (response.write(chunk));
    };
    response.on('drain', write);
    write();
  });
  const answer = await visitor.visit(origin);
  assert.equal(answer.kind === 'answer' && answer.bytes.length, 3_000_000);
});

test('what takes too long ends with a reason, and so does everything after it', async (t) => {
  const origin = await serve(t, () => {});
  const { visit } = createVisitor({ fetch, now: Date.now, signal: AbortSignal.timeout(1) });
  for (let time = 0; time < 2; time += 1) {
    const answer = await visit(origin);
    assert.equal(answer.kind === 'failure' && answer.reason, 'it takes too long');
  }
});

test('a port that nobody listens on is named as a refused connection', async () => {
  const server = createServer();
  const origin = await listen(server);
  await stop(server);
  const answer = await visitor.visit(origin);
  assert.equal(answer.kind === 'failure' && answer.reason, 'the connection was refused');
});

test('a redirect to another scheme is not followed', async (t) => {
  const origin = await serve(t, (_request, response) =>
    response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  );
  const { steps, end } = await visitor.travel(origin);
  assert.equal(end, 'failure');
  assert.equal(steps.at(-1)?.kind === 'failure' && steps.at(-1)?.url, 'file:///etc/passwd');
});

test('a page that sets a cookie and asks for itself again is no loop', async (t) => {
  const origin = await serve(t, ({ headers }, response) => {
    if (headers.cookie === 'seen=1') return response.end('page');
    return response.writeHead(307, { location: '/', 'set-cookie': 'seen=1; Path=/; HttpOnly' }).end();
  });
  const { steps, end } = await visitor.travel(`${origin}/`);
  assert.equal(end, 'page');
  assert.equal(steps.length, 2);
});

test('cookies of a redirect go to their own host alone', async (t) => {
  const sent: (string | undefined)[] = [];
  const other = await serve(t, ({ headers }, response) => {
    sent.push(headers.cookie);
    response.end('page');
  });
  const origin = await serve(t, (_request, response) => {
    const location = other.replace('localhost', '127.0.0.1');
    response.writeHead(307, { location, 'set-cookie': ['a=1; Path=/', 'b=1; Domain=other.example'] }).end();
  });
  await visitor.travel(origin);
  assert.deepEqual(sent, [undefined]);
});
