import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ipBucketOf, readIp } from '../../../src/server/middleware/client-ip.ts';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';

const ORIGIN = 'https://app.example.com';
const behindProxy = (header: string, socket?: string): string | null =>
  readIp(
    { clientIpHeader: 'x-forwarded-for' },
    new Headers({ 'x-forwarded-for': header }),
    socket === undefined ? {} : { ip: socket },
  );

describe('the address that limits are counted for', () => {
  let instance: TestInstance | undefined;
  afterEach(() => instance?.close());
  const open = async (options: TestInstanceOptions): Promise<TestInstance> =>
    (instance = await getTestInstance(options));
  const start = ({ app }: TestInstance, info?: { ip?: string }, headers: Record<string, string> = {}) =>
    app.fetch(
      new Request('https://clerk.example.com/v1/client/sign_ins', {
        method: 'POST',
        headers: { origin: ORIGIN, ...headers },
      }),
      info,
    );

  it('is the last entry of the proxy’s header, without the port that some proxies add', () => {
    assert.equal(behindProxy('203.0.113.9, 198.51.100.1'), '198.51.100.1');
    assert.equal(behindProxy('198.51.100.1:52044'), '198.51.100.1');
    assert.equal(behindProxy('[2001:db8::1]:52044'), '2001:db8::1');
    assert.equal(behindProxy('[2001:db8::1]'), '2001:db8::1');
    assert.equal(behindProxy('2001:db8::1'), '2001:db8::1');
    assert.equal(behindProxy('::ffff:198.51.100.1'), '198.51.100.1');
  });

  it('is the one of the socket when the header holds none', () => {
    for (const header of ['unknown', '_hidden', '1.2.3', '198.51.100.1:x', '', ' , ']) {
      assert.equal(behindProxy(header, '192.0.2.7'), '192.0.2.7', header);
    }
  });

  it('cannot be lost, and the limit with it, by a header with a port or without an address', async () => {
    const limits = { createAttempt: { max: 2, windowMs: 10_000 } };
    const opened = await open({ limits, config: { clientIpHeader: 'x-forwarded-for' } });
    const answers = [];
    for (const value of ['198.51.100.1:1', '198.51.100.1:2', '198.51.100.1:3']) {
      answers.push((await start(opened, { ip: '192.0.2.7' }, { 'x-forwarded-for': value })).status);
    }
    for (let i = 0; i < 3; i++) {
      answers.push((await start(opened, { ip: '192.0.2.7' }, { 'x-forwarded-for': 'unknown' })).status);
    }
    assert.deepEqual(answers, [200, 200, 429, 200, 200, 429]);
  });

  it('is missing in some embeddings: nobody is locked out by others then, and the operator is told once', async () => {
    const opened = await open({ limits: { createAttempt: { max: 2, windowMs: 10_000 } } });
    for (let i = 0; i < 5; i++) assert.equal((await start(opened)).status, 200);
    assert.equal(opened.log.filter((line) => line.includes('clientIpHeader')).length, 1);
  });

  it('is a network of 64 bits for IPv6, however it is written', () => {
    const written = ['2001:db8:0:1::1', '2001:0DB8:0000:0001:ffff::', '2001:db8:0:1:1:2:3:4'];
    assert.deepEqual(new Set(written.map(ipBucketOf)), new Set(['2001:db8:0:1::/64']));
  });
});
