import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { listen } from '../../../src/server/serve/listen.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';

const HOST = '127.0.0.1';

describe('a listener', () => {
  it('a listener passes on the address of the client', async () => {
    const listener = await listen({
      host: HOST,
      port: 0,
      fetch: (request, info) => Response.json([request.method, new URL(request.url).pathname, info.ip]),
    });
    const answer = await fetch(`http://${HOST}:${listener.port}/a?b=c`, { method: 'POST' });
    assert.deepEqual(await answer.json(), ['POST', '/a', '127.0.0.1']);
    await listener.close();
  });

  it('a listener that closes finishes running requests and takes no new one', async () => {
    let finish = (_answer: Response): void => undefined;
    let arrived = (): void => undefined;
    const hasArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const listener = await listen({
      host: HOST,
      port: 0,
      fetch: () => {
        arrived();
        return new Promise<Response>((resolve) => {
          finish = resolve;
        });
      },
    });
    const url = `http://${HOST}:${listener.port}/`;
    const underWay = fetch(url);
    await hasArrived;
    const closed = listener.close();
    await assert.rejects(fetch(url));
    finish(new Response('done'));
    assert.equal(await (await underWay).text(), 'done');
    await closed;
  });

  it('a listener that closes cuts off a request after the grace period', async () => {
    let arrived = (): void => undefined;
    const hasArrived = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const listener = await listen({
      host: HOST,
      port: 0,
      fetch: () => {
        arrived();
        return new Promise<Response>(() => undefined);
      },
    });
    const underWay = assert.rejects(fetch(`http://${HOST}:${listener.port}/`));
    await hasArrived;
    await listener.close(1);
    await underWay;
  });

  it('a listener that closes does not wait for idle connections', async () => {
    const listener = await listen({ host: HOST, port: 0, fetch: () => new Response('ok') });
    const socket = connect(listener.port, HOST);
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    const ended = once(socket, 'close');
    socket.resume();
    await listener.close();
    await ended;
  });

  it('a listener refuses headers that are far too long', async () => {
    const listener = await listen({ host: HOST, port: 0, fetch: () => new Response('ok') });
    const answer = await fetch(`http://${HOST}:${listener.port}/`, { headers: { cookie: 'x'.repeat(40_000) } });
    assert.equal(answer.status, 431);
    await listener.close();
  });

  it('a listener names the setting when the port or the address cannot be used', async () => {
    const first = await listen({ host: HOST, port: 0, fetch: () => new Response('ok') });
    const again = listen({ host: HOST, port: first.port, fetch: () => new Response('ok') });
    await assert.rejects(again, (error: Error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(
        error.message,
        new RegExp(`port is taken by another program \\(given: ${first.port}\\).*--port or PORT`),
      );
      return true;
    });
    await first.close();
    const nowhere = listen({ host: '192.0.2.1', port: 0, fetch: () => new Response('ok') });
    await assert.rejects(nowhere, /host is not an address of this machine/);
  });
});
