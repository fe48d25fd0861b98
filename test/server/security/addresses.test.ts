import assert from 'node:assert/strict';
import { BlockList, isIP } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import * as fc from 'fast-check';
import { ipBucketOf, readIp } from '../../../src/server/http/middleware/client-ip.ts';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from '../../support/instance.ts';

const ORIGIN = 'https://app.example.com';
const behindProxy = (header: string, socket?: string): string | null =>
  readIp(
    { clientIpHeader: 'x-forwarded-for' },
    new Headers({ 'x-forwarded-for': header }),
    socket === undefined ? {} : { ip: socket },
  );

const SPELLINGS: Record<string, readonly string[]> = {
  '203.0.113.16': [
    '203.0.113.16',
    ' 203.0.113.16 ',
    '203.0.113.16:443',
    '::ffff:203.0.113.16',
    '::FFFF:203.0.113.16',
    '::ffff:cb00:7110',
    '::ffff:CB00:7110',
    '0:0:0:0:0:ffff:cb00:7110',
    '0000:0000:0000:0000:0000:ffff:203.0.113.16',
    '0:0::ffff:cb00:7110',
    '[::ffff:203.0.113.16]',
    '[::ffff:cb00:7110]:50000',
    '::ffff:cb00:7110%eth0',
    'for=203.0.113.16',
    'proto=https;For="203.0.113.16:50000";by=192.0.2.1',
    'for="[::ffff:cb00:7110]:50000"',
  ],
  '2001:db8:0:1::1': [
    '2001:db8:0:1::1',
    '2001:0DB8:0000:0001:0000:0000:0000:0001',
    '2001:db8:0:1:0:0:0:1',
    '2001:db8::1:0:0:0:1',
    '2001:db8:0:1::0.0.0.1',
    '2001:db8:0:1:0:0:0.0.0.1',
    '[2001:db8:0:1::1]',
    '[2001:DB8:0:1::1]:443',
    '2001:db8:0:1::1%eth0.100',
    'for="[2001:db8:0:1::1]:50000";proto=https',
  ],
  '::1': ['::1', '0:0:0:0:0:0:0:1', '::0.0.0.1', '[::1]:4400'],
};
const NONE = [
  '',
  'unknown',
  '_hidden',
  'for=unknown',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '0x7f.0.0.1',
  '2130706433',
  '1.2.3.4:x',
  '1.2.3.4::',
  '::1.2.3',
  '::01.2.3.4',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1::2::3',
  ':::',
  ':',
  '12345::',
  '::g',
  '[::1',
  '::1]',
  '::1]:80/[',
  '::1/64',
  '::1%',
  '::1%25 eth0',
];

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

  it('the address for limits is the last entry of the proxy’s header, without a port', () => {
    assert.equal(behindProxy('203.0.113.9, 198.51.100.1'), '198.51.100.1');
    assert.equal(behindProxy('198.51.100.1:52044'), '198.51.100.1');
    assert.equal(behindProxy('[2001:db8::1]:52044'), '2001:db8::1');
    assert.equal(behindProxy('[2001:db8::1]'), '2001:db8::1');
    assert.equal(behindProxy('2001:db8::1'), '2001:db8::1');
    assert.equal(behindProxy('::ffff:198.51.100.1'), '198.51.100.1');
  });

  it('the address for limits is that of the socket when the header holds none', () => {
    for (const header of ['unknown', '_hidden', '1.2.3', '198.51.100.1:x', '', ' , ']) {
      assert.equal(behindProxy(header, '192.0.2.7'), '192.0.2.7', header);
    }
  });

  it('a header with a port or without an address does not switch the limit off', async () => {
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

  it('a client without an IP address is not locked out by others, and the operator is told once', async () => {
    const opened = await open({ limits: { createAttempt: { max: 2, windowMs: 10_000 } } });
    for (let i = 0; i < 5; i++) assert.equal((await start(opened)).status, 200);
    assert.equal(opened.log.filter((line) => line.includes('clientIpHeader')).length, 1);
  });

  it('the address for limits is a network of 64 bits for IPv6, however it is written', () => {
    const written = ['2001:db8:0:1::1', '2001:0DB8:0000:0001:ffff::', '2001:db8:0:1:1:2:3:4'];
    assert.deepEqual(new Set(written.map(ipBucketOf)), new Set(['2001:db8:0:1::/64']));
  });

  it('the address for limits has one spelling: mapped, short or long, with port, brackets or zone', () => {
    for (const [address, spellings] of Object.entries(SPELLINGS)) {
      for (const spelling of spellings) {
        assert.equal(behindProxy(spelling), address, spelling);
        assert.equal(readIp({ clientIpHeader: null }, new Headers(), { ip: spelling }), address, spelling);
        assert.equal(ipBucketOf(spelling), ipBucketOf(address), spelling);
      }
    }
  });

  it('a text that only some programs read as an address is no address', () => {
    for (const text of NONE) assert.equal(behindProxy(text), null, text);
  });

  it('an IPv4 visitor has one address, through a translator or a tunnel, too', () => {
    assert.equal(ipBucketOf('::ffff:203.0.113.16'), '203.0.113.16');
    assert.equal(ipBucketOf('64:ff9b::cb00:7110'), '203.0.113.16');
    assert.equal(ipBucketOf('64:ff9b::203.0.113.17'), '203.0.113.17');
    assert.equal(ipBucketOf('2002:cb00:7110:1::1'), '203.0.113.16');
    assert.equal(ipBucketOf('2002:cb00:7110:ffff:1:2:3:4'), '203.0.113.16');
    assert.equal(ipBucketOf('::fffe:cb00:7110'), '0:0:0:0::/64');
  });

  it('every spelling of an address gives the same bucket, and every other network another one', () => {
    const groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, fc.boolean(), fc.boolean(), fc.boolean(), (address, isLong, isUpper, isDotted) => {
        const parts = address.map((group) => group.toString(16).padStart(isLong ? 4 : 1, '0'));
        const [high = 0, low = 0] = address.slice(6);
        const tail = `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
        const text = (isDotted ? [...parts.slice(0, 6), tail] : parts).join(':');
        const spelling = isUpper ? text.toUpperCase() : text;
        const one = readIp({ clientIpHeader: null }, new Headers(), { ip: spelling }) ?? '';
        assert.ok(isIP(one) > 0, one);
        const exactly = new BlockList();
        exactly.addAddress(one, isIP(one) === 4 ? 'ipv4' : 'ipv6');
        assert.ok(exactly.check(spelling, 'ipv6'), `${spelling} is ${one}`);
        assert.equal(ipBucketOf(spelling), ipBucketOf(one));
        const neighbour = [...address.slice(0, 7), low ^ 1].map((group) => group.toString(16)).join(':');
        const isSame = ipBucketOf(neighbour) === ipBucketOf(one);
        assert.equal(isSame, ipBucketOf(one).includes('/64') || address[0] === 0x2002);
      }),
    );
  });
});
