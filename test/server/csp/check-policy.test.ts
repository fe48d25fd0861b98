import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLacks, parsePolicies } from '../../../src/server/csp/check-policy.ts';
import { pageRules, type PageFacts, type PolicyFacts, writePolicy } from '../../../src/server/csp/rules.ts';

const PAGE = new URL('https://app.example.com/sign-in');
const PLAIN: PolicyFacts = { turnstile: false, googleOneTap: false, pictures: [] };
const API = 'https://clerk.example.com';
const SCRIPT: PageFacts = { scripts: [`${API}/clerk.js`, `${API}/npm/`], api: API };

/** What a policy lacks, as `directive source`. */
const lacks = (policy: string, facts: PageFacts = SCRIPT, instance = PLAIN): string[] =>
  parsePolicies(policy).flatMap((each) =>
    findLacks(each, pageRules(instance, facts), PAGE).map(({ directive, source }) => `${directive} ${source ?? '-'}`),
  );
const ALL = `script-src ${API}; connect-src ${API}; img-src ${API}`;

describe('what a policy lacks', () => {
  it('is nothing for the policy that is printed, of every instance and page', () => {
    for (const turnstile of [false, true]) {
      for (const googleOneTap of [false, true]) {
        for (const pictures of [[], ['data:', 'https:'], ['https://cdn.example.com']]) {
          for (const trustedTypes of [undefined, true]) {
            const instance = { turnstile, googleOneTap, pictures };
            const pages: PageFacts[] = [
              { ...SCRIPT, trustedTypes },
              { scripts: ["'nonce-abc'", "'strict-dynamic'"], api: "'self'", styles: ["'nonce-abc'"], trustedTypes },
              { scripts: ["'self'"], api: "'self'", styles: ["'sha256-abc='"], hasPlainForms: true, trustedTypes },
            ];
            for (const page of pages) {
              const policy = writePolicy(pageRules(instance, page));
              assert.deepEqual(lacks(policy, page, instance), [], policy);
              assert.deepEqual(lacks(`Content-Security-Policy: ${policy}`, page, instance), []);
            }
          }
        }
      }
    }
  });

  it('is nothing where no directive decides', () => {
    assert.deepEqual(
      lacks("base-uri 'none'; frame-ancestors 'none'; object-src 'none'; font-src 'none'; worker-src 'none'"),
      [],
    );
  });

  for (const [title, policy, expected] of [
    [
      'default-src decides for fetches without a directive',
      `default-src 'none'; script-src ${API}`,
      [`connect-src ${API}`, `img-src ${API}`],
    ],
    ['default-src may allow all', `default-src ${API}`, []],
    ['default-src does not decide for forms', `default-src ${API}; form-action 'none'`, []],
    [
      'a directive of its own comes before default-src',
      `default-src ${API}; connect-src 'self'`,
      [`connect-src ${API}`],
    ],
    [
      'script-src-elem comes before script-src',
      `${ALL}; script-src-elem 'self'`,
      [`script-src ${API}/clerk.js`, `script-src ${API}/npm/`],
    ],
    ['script-src-attr decides about no element', `${ALL}; script-src-attr 'none'`, []],
    ['the first directive of a name counts', `connect-src ${API}; connect-src 'none'`, []],
    [
      'names of directives and keywords have no letter case',
      `DEFAULT-SRC 'NONE'; Script-Src ${API}; img-src *; CONNECT-SRC HTTPS:`,
      [],
    ],
    ['every policy of a list has to allow it', `connect-src ${API}, connect-src 'self'`, [`connect-src ${API}`]],
    ["'none' beside a source is no source", `connect-src 'none' ${API}`, []],
    ['an empty list allows nothing', 'connect-src', [`connect-src ${API}`]],
    ['a star allows every host', 'default-src *', []],
    ['a scheme allows every host', 'default-src https:', []],
    ['http: allows https as well', 'default-src http:', []],
    ['another scheme does not', 'connect-src wss: data:', [`connect-src ${API}`]],
    ['a host without a scheme has that of the page', 'connect-src clerk.example.com', []],
    ['a wildcard is for subdomains', 'connect-src *.example.com', []],
    ['a wildcard is not for the domain itself', 'connect-src *.clerk.example.com', [`connect-src ${API}`]],
    ['another port does not match', 'connect-src clerk.example.com:8443', [`connect-src ${API}`]],
    ['every port does', 'connect-src clerk.example.com:*', []],
    ['a host that only ends alike does not match', 'connect-src example.com', [`connect-src ${API}`]],
    [
      'a path without a slash at its end is one file',
      `script-src ${API}/clerk.js ${API}/npm`,
      [`script-src ${API}/npm/`],
    ],
    ['a path with a slash is a folder', `script-src ${API}/`, []],
    ["'self' is the origin of the page", "connect-src 'self'", [`connect-src ${API}`]],
    [
      "addresses do not count beside 'strict-dynamic'",
      `script-src 'nonce-a' 'strict-dynamic' ${API}`,
      [`script-src ${API}/clerk.js`, `script-src ${API}/npm/`],
    ],
    ['trusted-types decides alone as well', 'trusted-types default', ['trusted-types lit-html']],
    ['trusted-types may allow all names', "require-trusted-types-for 'script'; trusted-types *", []],
    ['required Trusted Types without a list allow every name', "require-trusted-types-for 'script'", []],
    [
      'a sandbox has to allow what elements do',
      'sandbox allow-scripts',
      ['sandbox allow-same-origin', 'sandbox allow-forms'],
    ],
  ] as const) {
    it(`${title}: ${policy}`, () => assert.deepEqual(lacks(policy), [...expected]));
  }

  it('is a nonce where the page has one, whichever that is, or the addresses in its place', () => {
    const page = { ...SCRIPT, scripts: ["'nonce-abc'", "'strict-dynamic'"], scriptsInstead: SCRIPT.scripts };
    assert.deepEqual(lacks("script-src 'nonce-other' 'strict-dynamic'", page), []);
    assert.deepEqual(lacks(`script-src ${API}`, page), []);
    assert.deepEqual(lacks("script-src 'self'", page), ["script-src 'nonce-abc'", "script-src 'strict-dynamic'"]);
  });

  it('is the very hash of a rendered style, unless inline styles are allowed', () => {
    const page = { ...SCRIPT, styles: ["'sha256-ab+/='"] };
    assert.deepEqual(lacks("style-src 'sha256-ab-_='", page), []);
    assert.deepEqual(lacks("style-src 'unsafe-inline'", page), []);
    assert.deepEqual(lacks("style-src-elem 'sha256-other='; style-src 'unsafe-inline'", page), [
      "style-src 'sha256-ab+/='",
    ]);
    // Browsers ignore the keyword beside a hash or a nonce.
    assert.deepEqual(lacks("style-src 'unsafe-inline' 'nonce-a'", page), ["style-src 'sha256-ab+/='"]);
  });

  it('is where plain forms go, and data: pictures, which a star does not allow', () => {
    const page = { ...SCRIPT, forms: ["'self'", API], hasPlainForms: true };
    assert.deepEqual(lacks("form-action 'self'", page), [`form-action ${API}`]);
    assert.deepEqual(lacks('img-src *', SCRIPT, { ...PLAIN, pictures: ['data:', 'https:'] }), ['img-src data:']);
  });

  it('is frames and names of Turnstile, and Trusted Types have to go', () => {
    const policy = `default-src ${API}; child-src 'self'; trusted-types lit-html; require-trusted-types-for 'script'`;
    assert.deepEqual(lacks(policy, SCRIPT, { ...PLAIN, turnstile: true }), [
      'script-src https://challenges.cloudflare.com',
      'frame-src https://challenges.cloudflare.com',
      'trusted-types clerk-captcha',
      'require-trusted-types-for -',
    ]);
  });
});
