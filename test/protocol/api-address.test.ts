import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveApiAddress } from '../../src/protocol/api-address.ts';
import { parsePublishableKey } from '../../src/protocol/keys.ts';

const live = parsePublishableKey('pk_live_Y2xlcmsuYWNtZS5leGFtcGxlJA');
const dev = parsePublishableKey('pk_test_Y2xlcmsuYWNtZS5leGFtcGxlJA');
const page = 'http://localhost:4400/sign-in?x=1';

test('the API is reached over https at the host of the key when there is no proxy', () => {
  assert.deepEqual(resolveApiAddress(live, {}, page), {
    baseUrl: 'https://clerk.acme.example/v1',
    proxyUrl: undefined,
  });
});

test('a relative proxy URL is resolved against the page, and may then use plain http', () => {
  const { baseUrl, proxyUrl } = resolveApiAddress(live, { proxyUrl: '/__clerk' }, page);
  assert.equal(baseUrl, 'http://localhost:4400/__clerk/v1');
  assert.equal(proxyUrl, 'http://localhost:4400/__clerk');
});

test('an absolute proxy URL keeps its path and loses a trailing slash', () => {
  const { baseUrl } = resolveApiAddress(live, { proxyUrl: 'https://acme.example/auth/?x=1' }, page);
  assert.equal(baseUrl, 'https://acme.example/auth/v1');
  assert.equal(resolveApiAddress(live, { proxyUrl: 'http://localhost:1/' }, page).baseUrl, 'http://localhost:1/v1');
});

test('a proxy URL that is the host of the key counts as none', () => {
  const own = 'https://clerk.acme.example/';
  assert.deepEqual(resolveApiAddress(live, { proxyUrl: own }, page), resolveApiAddress(live, {}, page));
  assert.equal(resolveApiAddress(live, { proxyUrl: own }, 'https://shop.vercel.app/').proxyUrl, undefined);
});

test('a satellite domain of a production instance gets the clerk prefix once', () => {
  assert.equal(resolveApiAddress(live, { domain: 'other.example' }, page).baseUrl, 'https://clerk.other.example/v1');
  assert.equal(
    resolveApiAddress(live, { domain: 'clerk.other.example' }, page).baseUrl,
    'https://clerk.other.example/v1',
  );
  assert.equal(resolveApiAddress(dev, { domain: 'other.example' }, page).baseUrl, 'https://clerk.acme.example/v1');
});

test('a production key on a vercel.app page uses the proxy path of the page', () => {
  const vercel = 'https://shop-git-main.vercel.app/x';
  assert.equal(resolveApiAddress(live, {}, vercel).baseUrl, 'https://shop-git-main.vercel.app/__clerk/v1');
  assert.equal(resolveApiAddress(dev, {}, vercel).baseUrl, 'https://clerk.acme.example/v1');
});

for (const proxyUrl of ['//evil.example', 'javascript:x', 'ftp://x.example', '__clerk', 'https:evil']) {
  test(`the proxy URL ${proxyUrl} is refused with an explanation`, () => {
    assert.throws(() => resolveApiAddress(live, { proxyUrl }, page), /proxy URL/);
  });
}
