import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  allows,
  decidingDirective,
  parsePolicies,
  type Policy,
} from '../../../src/server/lib/content-security-policy.ts';

const pageUrl = 'https://app.example.com/sign-in';
const API = 'https://clerk.example.com/npm/clerk-widgets@1/dist/clerk.js';
const policyOf = (text: string): Policy => parsePolicies(text)[0] ?? new Map();

test('the first of two directives of one name counts, and a comma begins another policy', () => {
  const [first, second, ...more] = parsePolicies("Script-Src 'self'; script-src *, default-src 'none'");
  assert.deepEqual(first?.get('script-src'), ["'self'"]);
  assert.deepEqual(second?.get('default-src'), ["'none'"]);
  assert.deepEqual(more, []);
  assert.deepEqual(parsePolicies(' ; '), []);
});

test('a directive that is missing is decided by the one that stands in for it', () => {
  const policy = policyOf("default-src 'none'; child-src a.example");
  assert.equal(decidingDirective(policy, 'frame-src'), 'child-src');
  assert.equal(decidingDirective(policy, 'script-src-elem'), 'default-src');
  assert.equal(decidingDirective(policyOf('img-src *'), 'connect-src'), undefined);
});

for (const [source, isAllowed] of [
  ['*', true],
  ['https:', true],
  ['http:', true],
  ['https://clerk.example.com', true],
  ['clerk.example.com', true],
  ['*.example.com', true],
  ['*.clerk.example.com', false],
  ['https://clerk.example.com:443', true],
  ['https://clerk.example.com:8443', false],
  ['https://clerk.example.com:*', true],
  ['https://clerk.example.com/npm/', true],
  ['https://clerk.example.com/npm', false],
  ['https://clerk.example.com/npm/clerk-widgets@1/dist/clerk.js', true],
  ["'self'", false],
  ["'none'", false],
  ["'unsafe-inline'", false],
  ['', false],
  ["'nonce-abc'", true],
  ["'nonce-other'", false],
  ["'nonce-other' 'strict-dynamic' https:", false],
  ["'sha384-x'", true],
] as const) {
  test(`the source ${JSON.stringify(source)} ${isAllowed ? 'allows' : 'blocks'} the script of the API`, () => {
    const request = { directive: 'script-src-elem', url: API, pageUrl, nonce: 'abc', hashes: ['sha384-x'] };
    assert.equal(allows(policyOf(`script-src ${source}`), request), isAllowed);
  });
}

test('a page without a directive for it may load everything', () => {
  assert.ok(allows(policyOf('img-src a.example'), { directive: 'connect-src', url: API, pageUrl }));
});

test('self is the origin of the page, and its secure twin', () => {
  const policy = policyOf("connect-src 'self'");
  const ask = (url: string) => allows(policy, { directive: 'connect-src', url, pageUrl: 'http://app.example.com/' });
  assert.ok(ask('http://app.example.com/__clerk/v1'));
  assert.ok(ask('https://app.example.com/__clerk/v1'));
  assert.ok(!ask('http://app.example.com:81/'));
});

test('a nonce or a hash switches unsafe-inline off for styles of the page', () => {
  const inline = (sources: string) =>
    allows(policyOf(`style-src ${sources}`), { directive: 'style-src-elem', pageUrl });
  assert.ok(inline("'unsafe-inline'"));
  assert.ok(!inline("'unsafe-inline' 'nonce-a'"));
  assert.ok(!inline("'self'"));
});
