import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { siteWarnings } from '../../../src/server/config/site-warnings.ts';

const warn = (url: string, origin: string, proxyPaths: string[] = []) =>
  siteWarnings({ url, allowedOrigins: [url, origin], proxyPaths });

describe('origins on another site than the API', () => {
  for (const [url, origin] of [
    ['https://clerk.example.com', 'https://app.other.com'],
    ['https://clerk.example.com', 'http://app.example.com'],
    ['https://clerk.example.co.uk', 'https://app.other.co.uk'],
    ['https://one.vercel.app', 'https://two.vercel.app'],
    ['http://localhost:4400', 'http://127.0.0.1:3000'],
    ['http://127.0.0.1:4400', 'http://127.0.0.2:3000'],
  ] as const) {
    test(`the server warns that ${origin} is on another site than ${url}, and names the settings`, () => {
      const [warning = '', ...more] = warn(url, origin);
      assert.ok(warning.startsWith(`allowedOrigins: ${origin} is on another site than url (${url})`), warning);
      assert.match(warning, /proxyPaths.*data-clerk-proxy-url/);
      assert.deepEqual(more, []);
    });
  }

  for (const [url, origin] of [
    ['https://clerk.example.com', 'https://app.example.com'],
    ['https://clerk.example.com', 'https://example.com:8443'],
    ['https://clerk.example.co.uk', 'https://www.app.example.co.uk'],
    ['http://localhost:4400', 'http://localhost:3000'],
  ] as const) {
    test(`the server does not warn about ${origin} and ${url}, which are on one site`, () => {
      assert.deepEqual(warn(url, origin), []);
    });
  }

  test('the server does not warn about another site when its proxy leads to the API', () => {
    assert.deepEqual(warn('https://clerk.example.com', 'https://app.other.com', ['/__clerk']), []);
  });
});
