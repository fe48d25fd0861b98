import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { createEnvironmentCache, type EnvironmentCacheOptions } from '../../../src/backend/render/environment-cache.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const environment = (name: string) => ({
  auth_config: {},
  display_config: { application_name: name },
  user_settings: {},
});

describe('the environment that pages are rendered with', () => {
  const clock = new FakeClock();
  const asked: string[] = [];
  let answer: () => Response | Promise<Response> = () => Response.json(environment('Acme'));
  const lines: string[] = [];
  const note = (line: string) => void lines.push(line);
  const create = (options: Partial<EnvironmentCacheOptions> = {}) => {
    const fetch = (async (url: string) => {
      asked.push(url);
      return answer();
    }) as typeof globalThis.fetch;
    const read = createEnvironmentCache({
      apiUrl: 'https://clerk.example.com',
      fetch,
      now: () => clock.now(),
      ...options,
    });
    return async () => (await read())?.display_config.application_name;
  };
  /** Lets what runs in the background come to its end. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  beforeEach(() => {
    answer = () => Response.json(environment('Acme'));
    asked.length = 0;
    lines.length = 0;
    mock.method(console, 'error', note);
    mock.method(console, 'info', note);
  });
  afterEach(() => mock.restoreAll());

  it('is fetched once for all who ask at the same time, and kept', async () => {
    const read = create();
    assert.deepEqual(await Promise.all([read(), read(), read()]), ['Acme', 'Acme', 'Acme']);
    clock.advance(59_999);
    assert.equal(await read(), 'Acme');
    assert.deepEqual(asked, ['https://clerk.example.com/v1/environment']);
  });

  it('is answered at once when it is old, and renewed for the next one', async () => {
    const read = create();
    await read();
    clock.advance(60_000);
    answer = () => Response.json(environment('Acme Labs'));
    assert.equal(await read(), 'Acme');
    await settled();
    assert.equal(await read(), 'Acme Labs');
    assert.equal(asked.length, 2);
  });

  it('is used for a day while the instance does not answer, and the console says once why and that it is over', async () => {
    const read = create();
    await read();
    answer = () => new Response(null, { status: 503 });
    for (let minute = 1; minute < 1440; minute++) {
      clock.advance(60_000);
      assert.equal(await read(), 'Acme');
      await settled();
    }
    clock.advance(60_000);
    assert.equal(await read(), undefined);
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /could not be read from https:\/\/clerk\.example\.com\/v1\/environment.*status 503/);
    clock.advance(5_000);
    answer = () => Response.json(environment('Acme'));
    assert.equal(await read(), 'Acme');
    assert.match(lines[1] ?? '', /answers again/);
  });

  it('holds up no page while an instance is down: nothing is requested for five seconds after a failure', async () => {
    const read = create();
    answer = () => Promise.reject(new TypeError('fetch failed'));
    assert.deepEqual([await read(), await read()], [undefined, undefined]);
    clock.advance(4_999);
    assert.equal(await read(), undefined);
    assert.equal(asked.length, 1);
    clock.advance(1);
    assert.equal(await read(), undefined);
    assert.equal(asked.length, 2);
    assert.equal(lines.length, 1);
  });

  it('is never what another page answers: no redirect, no HTML, no other JSON, nothing endless', async () => {
    const wrong: (() => Response)[] = [
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example/v1/environment' } }),
      () => new Response('<!doctype html>'),
      () => Response.json(null),
      () => Response.json({ auth_config: {}, user_settings: {} }),
      () => new Response(`${JSON.stringify(environment('Acme'))}${' '.repeat(1_048_576)}`),
    ];
    for (answer of wrong) assert.equal(await create()(), undefined);
  });

  it('is read no further than the longest environment', async () => {
    let chunks = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    answer = () => new Response(endless);
    assert.equal(await create()(), undefined);
    assert.ok(chunks < 32, `${chunks} chunks`);
    assert.match(lines[0] ?? '', /the answer is too long/);
  });

  it('is asked for again at once after the clock of the machine was set back', async () => {
    const read = create();
    await read();
    clock.advance(-3_600_000);
    assert.equal(await read(), 'Acme');
    await settled();
    assert.equal(asked.length, 2);
  });
});
