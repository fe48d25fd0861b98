import '../../../build/source-hooks.ts';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { renderSignIn } from '../../../src/entries/backend-render.ts';
import type { ConfigInput } from '../../../src/server/config/config.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { pagePolicy } from '../../../src/server/hosted-pages/page-policy.ts';
import { presentEnvironment } from '../../../src/server/frontend-api/presenters/present-environment.ts';
import { CommandFailure } from '../../../src/server/serve/command-failure.ts';
import { runCspCommand } from '../../../src/server/serve/csp-command.ts';
import { parseArgs, UsageError } from '../../../src/server/serve/parse-args.ts';
import { VERSION } from '../../../src/protocol/version.ts';
import { runCli } from '../../support/run-cli.ts';

const API = 'https://clerk.example.com';
const APP = 'https://app.example.com';
const GOOGLE = { provider: 'google', clientId: 'a', clientSecret: 'b' } as const;

const configOf = (config: Partial<ConfigInput> = {}) =>
  parseConfig({ url: API, allowedOrigins: [APP], testMode: true, forceTestMode: true, ...config });
const run = (words: readonly string[] = [], config: Partial<ConfigInput> = {}) =>
  runCspCommand(configOf(config), parseArgs(['csp', ...words]));
/** The directives of the policy that is printed. */
const printed = async (words?: readonly string[], config?: Partial<ConfigInput>) => {
  const { out } = await run(words, config);
  return Object.fromEntries(
    out
      .trim()
      .split('; ')
      .map((each) => [each.split(' ')[0] ?? '', each.split(' ').slice(1).join(' ')]),
  );
};

describe('clerk-widgets csp', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-csp-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('prints the policy of a page that loads the script of the instance', async () => {
    assert.deepEqual(await printed(), {
      'default-src': "'none'",
      'script-src': `${API}/clerk.js ${API}/npm/`,
      'connect-src': API,
      'img-src': API,
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'lit-html',
    });
  });

  for (const [words, scripts] of [
    [['--script', 'npm'], `${API}/npm/`],
    [['--script', 'exact'], `${API}/npm/clerk-widgets@${VERSION}/dist/`],
    [['--script', 'bundled'], "'self'"],
    [['--script', 'https://cdn.example.net/widgets/1/clerk.js'], 'https://cdn.example.net/widgets/1/'],
    [['--nonce', 'abc+/='], "'nonce-abc+/=' 'strict-dynamic'"],
    [['--proxy-path', '/__clerk'], `${APP}/__clerk/clerk.js ${APP}/__clerk/npm/`],
    [
      ['--proxy-path', '/__clerk', '--page', 'https://www.example.org/a', '--script', 'npm'],
      'https://www.example.org/__clerk/npm/',
    ],
  ] as const) {
    it(`allows scripts for ${words.join(' ')}`, async () =>
      assert.equal((await printed(words))['script-src'], scripts));
  }

  it('reaches the API on the own origin through a proxy path', async () => {
    const policy = await printed(['--proxy-path', '/__clerk']);
    assert.deepEqual([policy['connect-src'], policy['img-src']], ["'self'", "'self'"]);
  });

  it('allows pictures where the settings let them be', async () => {
    const images = async (config: Partial<ConfigInput>) => (await printed([], config))['img-src'];
    assert.equal(await images({ gravatar: true }), `${API} https:`);
    assert.equal(await images({ oauth: [GOOGLE] }), `${API} https:`);
    assert.equal(await images({ instanceType: 'development' }), `${API} https:`);
    assert.equal(
      await images({ branding: { logoUrl: 'https://cdn.example.net/a.svg' } }),
      `${API} https://cdn.example.net`,
    );
    assert.equal(await images({ wallets: ['metamask'], attributes: { web3Wallet: 'optional' } }), `${API} data:`);
  });

  it('allows Turnstile, and asks for Trusted Types beside it only when it is told to', async () => {
    const config = { captcha: { provider: 'turnstile', siteKey: 'a', secretKey: 'b' } } as const;
    const policy = await printed(['--script', 'npm'], config);
    assert.equal(policy['script-src'], `${API}/npm/ https://challenges.cloudflare.com`);
    assert.equal(policy['frame-src'], 'https://challenges.cloudflare.com');
    assert.equal('trusted-types' in policy || 'require-trusted-types-for' in policy, false);
    assert.equal((await printed(['--trusted-types'], config))['trusted-types'], 'lit-html clerk-captcha');
    // A script that the page trusts may load others.
    assert.equal((await printed(['--nonce', 'abc'], config))['script-src'], "'nonce-abc' 'strict-dynamic'");
    assert.equal((await printed([], { captcha: { provider: 'proof_of_work' } }))['frame-src'], undefined);
  });

  it('allows Google One Tap what Google documents', async () => {
    const policy = await printed(['--script', 'npm', '--trusted-types'], {
      oauth: [GOOGLE],
      googleOneTap: { enabled: true },
    });
    assert.equal(policy['script-src'], `${API}/npm/ https://accounts.google.com/gsi/client`);
    assert.equal(policy['style-src'], 'https://accounts.google.com/gsi/style');
    assert.equal(policy['connect-src'], `${API} https://accounts.google.com/gsi/`);
    assert.equal(policy['frame-src'], 'https://accounts.google.com/gsi/');
    assert.equal(policy['trusted-types'], 'lit-html clerk-google');
  });

  it('takes the hash of a rendered form, as a text and from the file of the page', async () => {
    const environment = presentEnvironment(configOf());
    const form = await renderSignIn({
      path: '/sign-in',
      environment,
      publishableKey: configOf().publishableKey,
      proxyUrl: API,
    });
    const file = path.join(folder, 'sign-in.html');
    await writeFile(file, `<!doctype html><title>Sign in</title>${form}`);
    for (const hash of [form.styleHash, `'${form.styleHash}'`, file]) {
      const policy = await printed(['--hash', hash]);
      assert.equal(policy['style-src'], form.styleSource);
      assert.deepEqual(policy['form-action']?.split(' ').sort(), form.formSource.split(' ').sort());
    }
    const withNonce = await printed(['--nonce', 'abc', '--rendered']);
    assert.equal(withNonce['style-src'], "'nonce-abc'");
    assert.equal((await printed(['--hash', file, '--proxy-path', '/__clerk']))['form-action'], "'self'");
  });

  it('writes a header, and a <meta> without what that cannot say', async () => {
    const bare = (await run()).out;
    assert.equal((await run(['--header'])).out, `Content-Security-Policy: ${bare}`);
    const { out, note } = await run(['--meta']);
    const content = bare.trim().replace(" frame-ancestors 'none';", '');
    assert.equal(out, `<meta http-equiv="Content-Security-Policy" content="${content}">\n`);
    assert.match(note ?? '', /Send it as a header: Content-Security-Policy: frame-ancestors 'none'$/);
  });

  it('explains each directive in one line, and gives all of it as JSON', async () => {
    const directives = Object.keys(await printed());
    const { out } = await run(['--explain']);
    for (const directive of directives) assert.match(out, new RegExp(`^${directive} +[A-Z].*\\.$`, 'm'));
    assert.match(out, /wallets are extensions/);
    assert.doesNotMatch((await run(['--meta', '--explain'])).out, /^frame-ancestors/m);
    const json = JSON.parse((await run(['--json'])).out);
    assert.equal(`${json.policy}\n`, (await run()).out);
    assert.deepEqual(Object.keys(json.directives), directives);
    assert.deepEqual(json.directives['img-src'].sources, [API]);
    assert.equal(json.onlyAsHeader, "frame-ancestors 'none'");
  });

  it('says what a policy lacks and which directive decides, and exits with 1', async () => {
    const { out, exitCode } = await run(['--check', `default-src 'self'; script-src ${API}`]);
    assert.equal(exitCode, 1);
    assert.match(
      out,
      /^connect-src lacks https:\/\/clerk\.example\.com \(now: default-src 'self'\)\. The Frontend API\.$/m,
    );
    assert.match(out, /^img-src lacks/m);
    assert.doesNotMatch(out, /script-src/);
    const json = JSON.parse((await run(['--json', '--check', "connect-src 'self'"])).out);
    assert.deepEqual(json.lacks, [
      { directive: 'connect-src', source: API, decides: "connect-src 'self'", why: 'The Frontend API.' },
    ]);
    const vain = await run(['--check', `script-src 'nonce-a' 'strict-dynamic' ${API}`]);
    assert.match(vain.out, /no address counts: give the script tag a nonce/);
  });

  it('finds nothing in the policy that it prints, and in that of the hosted pages', async () => {
    const own = (await run(['--header'])).out;
    assert.deepEqual(await run(['--check', own]), { out: 'The policy lacks nothing.\n', exitCode: 0 });
    const hosted = pagePolicy(configOf(), ['p{}'])['Content-Security-Policy'] ?? '';
    const { exitCode, out } = await run(['--page', API, '--script', 'bundled', '--check', hosted]);
    assert.equal(exitCode, 0, out);
  });

  for (const [words, problem] of [
    [['--header', '--json'], /--header and --json do not go together/],
    [['--meta', '--nonce', 'a'], /--nonce needs a header/],
    [['--rendered'], /--rendered needs --nonce, or --hash/],
    [['--script', 'cdn'], /--script is instance, npm, exact, bundled/],
    [['--script', 'https://cdn.example.net/clerk.js; sandbox'], /--script is/],
    [['--nonce', "a' *"], /--nonce is not the nonce/],
    [['--page', 'javascript:alert(1)'], /--page is not the address/],
    [['--page', 'https://a.example/;script-src *'], /--page is not the address/],
    [['--proxy-path', '/api'], /--proxy-path is none of the instance\. Add \/api to proxyPaths/],
    [['--hash', 'nothing.html'], /--hash is no hash .* and no file/],
    [['--check', ';'], /--check: there is no directive/],
  ] as const) {
    it(`refuses ${words.join(' ')}`, async () => {
      await assert.rejects(run(words), (error: Error) => {
        assert.ok(error instanceof UsageError || error instanceof CommandFailure, String(error));
        assert.match(error.message, problem);
        return true;
      });
    });
  }

  it('runs from the command line with the settings of a file', async () => {
    await writeFile(
      path.join(folder, 'clerk.config.json'),
      JSON.stringify({ url: API, allowedOrigins: [APP], gravatar: true }),
    );
    const ok = runCli(folder, ['csp', '--header']);
    assert.equal(await ok.end, 0);
    assert.match(
      ok.output(),
      /^Content-Security-Policy: default-src 'none'; .*img-src https:\/\/clerk\.example\.com https:;/,
    );
    const lacking = runCli(folder, ['csp', '--check', "default-src 'self'"]);
    assert.equal(await lacking.end, 1);
    assert.match(lacking.output(), /^script-src lacks/);
  });

  it('docs/content-security-policy.md has what the command prints', async () => {
    const page = await readFile('docs/content-security-policy.md', 'utf8');
    assert.ok(page.includes((await run(['--header'])).out));
    const [, given = ''] = /csp --check "([^"]*)"/.exec(page) ?? [];
    assert.ok(page.includes((await run(['--check', given])).out));
  });

  it('docs/hosted-pages.md has the policy of the hosted pages', async () => {
    const policy = pagePolicy(configOf(), [''])['Content-Security-Policy'] ?? '';
    const page = (await readFile('docs/hosted-pages.md', 'utf8')).replace(/;\n/g, '; ');
    assert.ok(page.includes(policy.replace(/'sha256-[^']*'/, "'sha256-…'")), policy);
  });
});
