import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defaultRedirectOrigins, parseTarget, pathOf, safeRedirect } from '../../../src/client/navigation/redirects.ts';

const rules = {
  pageUrl: 'https://app.acme.example:8443/sign-in?x=1',
  allowedOrigins: [
    'https://good.example',
    'https://*.team.example',
    'http://localhost:*',
    'myapp://callback',
    /https:\/\/pr-\d+\.preview\.example/,
  ],
  allowedProtocols: ['myapp:'],
};

const REFUSED = [
  '',
  '//evil.example',
  '///evil.example',
  ' //evil.example',
  '/\t/evil.example',
  '/ /evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https:///evil.example',
  'HTTPS:evil.example',
  'http:/evil.example',
  'https://good.example@evil.example/',
  'https://good.example:pw@good.example/',
  'https://user@app.acme.example:8443/',
  'https://good.example.evil.example/',
  'https://evilgood.example/',
  'https://good.example:444/',
  'http://good.example/',
  'https://app.acme.example/',
  'http://app.acme.example:8443/',
  'https://team.example/',
  'https://evil.example/https://x.team.example',
  'https://a.team.example.evil.example/',
  'https://a.team.example:444/',
  'https://evil.example#.team.example',
  'https://evil.example?.team.example',
  'https://pr-1.preview.example.evil.example/',
  'https://evil.example/?https://pr-1.preview.example',
  'https://good.example./',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://good.example/x',
  'file:///etc/passwd',
  'ftp://good.example/',
  'myapp://elsewhere',
  'other://callback',
  'https://good.example/\u0000',
  'https://good.example/\r\nSet-Cookie: x',
  'https://[evil',
  'https://',
];

for (const target of REFUSED) {
  test(`the redirect target ${JSON.stringify(target)} is refused`, () => {
    assert.equal(safeRedirect(target, rules), null);
  });
}

const FOLLOWED: [string, string][] = [
  ['/', '/'],
  ['/dashboard?tab=1#top', '/dashboard?tab=1#top'],
  ['/a/../b', '/b'],
  ['welcome', '/welcome'],
  ['?next=1', '/sign-in?next=1'],
  ['https://app.acme.example:8443/deep', '/deep'],
  ['https://APP.acme.example:8443/deep', '/deep'],
  ['/.//evil.example', '/evil.example'],
  ['/%2f/evil.example', '/%2f/evil.example'],
  ['/@evil.example', '/@evil.example'],
  ['https://good.example/path?q=1', 'https://good.example/path?q=1'],
  ['https://good.example:443/', 'https://good.example/'],
  ['https://a.team.example/', 'https://a.team.example/'],
  ['https://a.b.team.example/', 'https://a.b.team.example/'],
  ['http://localhost:5173/x', 'http://localhost:5173/x'],
  ['https://pr-42.preview.example/', 'https://pr-42.preview.example/'],
  ['myapp://callback/done', 'myapp://callback/done'],
];

for (const [target, expected] of FOLLOWED) {
  test(`the redirect target ${JSON.stringify(target)} is followed`, () => {
    assert.equal(safeRedirect(target, rules), expected);
  });
}

test('redirects to the parent domain of the API and its subdomains are allowed by default', () => {
  const allowedOrigins = defaultRedirectOrigins('clerk.acme.example', false);
  const go = (target: string) => safeRedirect(target, { ...rules, pageUrl: 'https://x.example', allowedOrigins });
  assert.ok(go('https://acme.example/'));
  assert.ok(go('https://shop.acme.example/'));
  assert.equal(go('https://notacme.example/'), null);
  assert.equal(go('http://shop.acme.example/'), null);
});

const HOSTS = ['evil.example', 'good.example', 'app.acme.example:8443', 'a.team.example', 'localhost:1', ''];
const PIECES = ['/', '\\', '//', ':', '@', '#', '?', '.', '..', '%2f', ' ', '\t', '\n', 'https', 'http', 'javascript'];

test('every accepted redirect leads, as a browser reads it, to an allowed origin, and is accepted again', () => {
  const target = fc
    .array(fc.oneof(fc.constantFrom(...PIECES, ...HOSTS), fc.string({ maxLength: 3 })), { maxLength: 8 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(target, (text) => {
      const result = safeRedirect(text, rules);
      if (result === null) return;
      const url = new URL(result, rules.pageUrl);
      const home = url.origin === 'https://app.acme.example:8443';
      const known = /^(https:\/\/good\.example|https:\/\/[^/:@]+\.team\.example|http:\/\/localhost:\d+)$/;
      assert.ok(home || known.test(url.origin), `${JSON.stringify(text)} led to ${url.href}`);
      assert.equal(url.username + url.password, '');
      assert.equal(safeRedirect(result, rules), result);
    }),
    { numRuns: 20_000 },
  );
});

test('a path of the page’s origin is never read as a host', () => {
  const piece = fc.constantFrom('/', '//', '.', '..', 'evil.example', '%2f', '?', '#');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
      const url = parseTarget(`https://app.acme.example:8443/${parts.join('')}`, rules.pageUrl, []);
      if (url) assert.equal(new URL(pathOf(url), rules.pageUrl).origin, 'https://app.acme.example:8443');
    }),
    { numRuns: 5000 },
  );
});

for (const piece of ['\\', '//', 'https:/', '@', ' //', '\u0000']) {
  test(`a redirect target of 100 kB of ${JSON.stringify(piece)} is refused`, () => {
    assert.equal(safeRedirect(`https://evil.example${piece.repeat(100_000 / piece.length)}`, rules), null);
    assert.equal(safeRedirect(`${piece.repeat(100_000 / piece.length)}\\`, rules), null);
  });
}
