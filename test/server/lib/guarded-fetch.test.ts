import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { createGuardedFetch } from '../../../src/server/lib/guarded-fetch.ts';
import { assertReachable } from '../../../src/server/lib/guarded-request.ts';
import { isPrivateAddress, isPublicAddress } from '../../../src/server/lib/public-address.ts';
import { listen, stop } from '../../support/listen.ts';

describe('addresses that the server may connect to', () => {
  const INNER = [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'not an address',
  ];
  for (const address of INNER)
    it(`the address ${address} is not public`, () => assert.equal(isPublicAddress(address), false));
  for (const address of ['8.8.8.8', '172.32.0.1', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001::1']) {
    it(`the address ${address} is public`, () => assert.equal(isPublicAddress(address), true));
  }
  it('a loopback address is accepted where it is allowed, and other private addresses are not', () => {
    assert.equal(isPublicAddress('127.0.0.1', true), true);
    assert.equal(isPublicAddress('::1', true), true);
    assert.equal(isPublicAddress('169.254.169.254', true), false);
    assert.equal(isPublicAddress('10.0.0.1', true), false);
  });
});

describe('addresses of private networks', () => {
  for (const address of ['10.1.2.3', '100.64.0.1', '172.16.0.1', '192.168.1.1', 'fd12::1', '127.0.0.1', '::1']) {
    it(`the address ${address} is private`, () => assert.equal(isPrivateAddress(address), true));
  }
  for (const address of ['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', '0.0.0.0', '8.8.8.8', '224.0.0.1']) {
    it(`the address ${address} is not private`, () => assert.equal(isPrivateAddress(address), false));
  }
});

describe('URLs that the server may request', () => {
  const REFUSED = [
    'http://id.example.com/',
    'https://localhost/',
    'https://a.localhost/',
    'https://localhost./',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/',
    'https://user:password@id.example.com/',
    'ftp://id.example.com/',
    'file:///etc/passwd',
  ];
  for (const href of REFUSED) {
    it(`the URL ${href} is refused`, () =>
      assert.throws(() => assertReachable(new URL(href), { allowLoopback: false })));
  }
  it('an https URL is accepted, and http on loopback where it is allowed', () => {
    assertReachable(new URL('https://id.example.com/'), { allowLoopback: false });
    assertReachable(new URL('http://127.0.0.1:4000/'), { allowLoopback: true });
    assertReachable(new URL('http://localhost:4000/'), { allowLoopback: true });
    assert.throws(() => assertReachable(new URL('http://10.0.0.1/'), { allowLoopback: true }));
    assert.throws(() => assertReachable(new URL('http://id.example.com/'), { allowLoopback: true }));
  });
  it('a private address is accepted where it is allowed, over https alone, and a link-local one never', () => {
    assertReachable(new URL('https://10.0.0.1/'), { allowPrivate: true });
    assertReachable(new URL('https://localhost/'), { allowPrivate: true });
    for (const href of ['http://10.0.0.1/', 'http://localhost/', 'https://169.254.169.254/']) {
      assert.throws(() => assertReachable(new URL(href), { allowPrivate: true }), href);
    }
  });
});

describe('guarded fetch', () => {
  let close: () => Promise<void>;
  let origin: string;
  const requests: string[] = [];
  before(async () => {
    const server = createServer((request, response) => {
      requests.push(request.url ?? '');
      if (request.url === '/silent') return;
      if (request.url === '/moved') response.writeHead(302, { location: `${origin}/secret` });
      if (request.url === '/drip') {
        response.write('x');
        return;
      }
      response.end(request.url === '/long' ? 'x'.repeat(2_000) : `${request.method} ${request.headers.accept ?? ''}`);
    });
    origin = await listen(server, '127.0.0.1');
    close = () => stop(server);
  });
  after(() => close());

  it('guarded fetch sends method and headers and returns the body', async () => {
    const fetch = createGuardedFetch({ allowLoopback: true });
    const answer = await fetch(`${origin}/`, { method: 'POST', headers: { accept: 'x/y' }, body: 'a=b' });
    assert.equal(await answer.text(), 'POST x/y');
  });

  it('guarded fetch refuses a host that resolves to loopback when it connects', async () => {
    const seen: string[] = [];
    const fetch = createGuardedFetch({
      resolve: (host, done) => {
        seen.push(host);
        done(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    await assert.rejects(
      fetch('https://rebound.example.com/'),
      /rebound\.example\.com has an address that is not public/,
    );
    assert.deepEqual(seen, ['rebound.example.com']);
  });

  it('guarded fetch refuses a host with one private address among others', async () => {
    const found = [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    const fetch = createGuardedFetch({ resolve: (_host, done) => done(null, found) });
    await assert.rejects(fetch('https://half.example.com/'), /not public/);
  });

  it('guarded fetch never follows a redirect', async () => {
    const fetch = createGuardedFetch({ allowLoopback: true });
    await assert.rejects(fetch(`${origin}/moved`), /redirects are not followed/);
    assert.equal(requests.includes('/secret'), false);
  });

  it('guarded fetch refuses a body that is too long', async () => {
    const fetch = createGuardedFetch({ allowLoopback: true, maxBytes: 1_000 });
    await assert.rejects(fetch(`${origin}/long`), /longer than 1000 bytes/);
  });

  for (const path of ['/silent', '/drip']) {
    it(`guarded fetch gives up on a slow server: ${path}`, async () => {
      const fetch = createGuardedFetch({ allowLoopback: true, timeoutMs: 50 });
      await assert.rejects(fetch(origin + path), /did not answer in time/);
    });
  }

  it('guarded fetch refuses loopback unless it is allowed', async () => {
    await assert.rejects(createGuardedFetch()(`${origin}/`), /not a public address/);
  });
});
