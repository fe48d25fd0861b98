import '../../../build/source-hooks.ts';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { renderSignIn, renderSignUp } from '../../../src/entries/backend.ts';
import { CommandFailure } from '../../../src/server/serve/command-failure.ts';
import { parseArgs, UsageError } from '../../../src/server/serve/parse-args.ts';
import { runRenderCommand } from '../../../src/server/serve/render-command.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const RENDERERS = { signIn: renderSignIn, signUp: renderSignUp };

describe('clerk-widgets render', () => {
  let instance: TestInstance;
  let folder = '';
  before(async () => {
    instance = await getTestInstance({ config: { hostedPages: true } });
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-render-'));
  });
  after(async () => {
    await instance.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (words: string[], fetch?: (request: Request) => Promise<Response>) => {
    const args = parseArgs(['render', ...words]);
    const send = (async (url: string, init?: RequestInit) =>
      (fetch ?? instance.fetch)(new Request(url, init))) as typeof globalThis.fetch;
    return runRenderCommand(args.settings, args, RENDERERS, send);
  };

  it('writes the form as a fragment, and says what the policy of the page needs', async () => {
    const { out, note = '' } = await run(['sign-in', '--url', 'https://clerk.example.com', '--path', '/sign-in']);
    assert.match(out, /^<style data-clerk-ssr>[^]*<\/style><clerk-sign-in path="\/sign-in">[^]*<\/clerk-sign-in>\n$/);
    assert.match(out, /action="https:\/\/clerk\.example\.com\/sign-in"/);
    const css = /<style[^>]*>([^]*?)<\/style>/.exec(out)?.[1] ?? '';
    assert.match(note, new RegExp(`'sha256-`));
    assert.ok(note.includes(createHash('sha256').update(css).digest('base64')));
    assert.match(note, /form-action needs https:\/\/clerk\.example\.com/);
  });

  it('finds the server by the publishable key, and writes a whole page with its policy into a file', async () => {
    const file = path.join(folder, 'sign-up.html');
    const flags = ['--publishable-key', instance.config.publishableKey, '--document', '--output', file];
    const { out, note } = await run(['sign-up', ...flags]);
    assert.equal(out, '');
    assert.match(note ?? '', /^Written to .*sign-up\.html/);
    const page = await readFile(file, 'utf8');
    assert.match(page, /^<!doctype html>\n<html lang="en"/);
    assert.match(page, /<title>Sign up · Acme Labs<\/title>/);
    assert.match(page, /<script async src="https:\/\/clerk\.example\.com\/clerk\.js\?elements=sign-up"><\/script>/);
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    const styles = [...page.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([, css = '']) => css);
    assert.equal(styles.length, 2);
    for (const css of styles) {
      const source = `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
      assert.ok(policy?.includes(source) && note?.includes(source), css);
    }
    assert.match(policy ?? '', /form-action https:\/\/clerk\.example\.com 'self'; base-uri 'none'/);
  });

  for (const [what, words, problem] of [
    ['nothing says where the server is', ['sign-in'], /render sign-in needs --url .* or --publishable-key/],
    ['the key is a secret key', ['sign-in', '--publishable-key', 'sk_live_1'], /--publishable-key: .*secret key/],
    ...[
      'ftp://x',
      'javascript:alert(1)',
      'https://clerk.example.com/a b; script-src *',
      "https://clerk.example.com/';script-src",
      'https://clerk.example.com;sandbox',
      'https://ada:sk_live_1@clerk.example.com',
      'https://clerk.example.com/?a=b',
      'https://clerk.example.com/#a',
    ].map((url) => [`the URL is ${url}`, ['sign-in', '--document', '--url', url], /--url is not the address/] as const),
  ] as const) {
    it(`names the flag and the cure when ${what}`, async () => {
      await assert.rejects(run([...words]), (error: Error) => {
        assert.ok(error instanceof CommandFailure || error instanceof UsageError);
        assert.match(error.message, problem);
        assert.doesNotMatch(error.message, /sk_live_1/);
        return true;
      });
    });
  }

  it('says what a server answers that is none of ours, or that no server answers', async () => {
    const words = ['sign-in', '--url', 'http://localhost:4400'];
    const answers: [() => Promise<Response>, RegExp][] = [
      [() => Promise.reject(new TypeError('fetch failed')), /--url: http:\/\/localhost:4400.* does not answer/],
      [async () => new Response(null, { status: 404 }), /answers with status 404\. Start the server first/],
      [async () => new Response('<!doctype html>'), /answers no environment/],
      [async () => Response.json({}), /answers no environment/],
    ];
    for (const [answer, problem] of answers) {
      await assert.rejects(run(words, answer), (error: Error) => {
        assert.ok(error instanceof CommandFailure);
        assert.match(error.message, problem);
        return true;
      });
    }
  });

  it('takes the options of the form from a file, and the path from the flag first', async () => {
    const file = path.join(folder, 'options.json');
    const options = {
      path: '/login',
      signUpUrl: '/join',
      fallbackRedirectUrl: 'https://app.example.com/home',
      environment: {},
      proxyUrl: '/',
    };
    await writeFile(file, JSON.stringify({ ...options, appearance: { variables: { colorPrimary: '#b1004e' } } }));
    const words = ['sign-in', '--url', 'https://clerk.example.com', '--options', file];
    const { out } = await run(words);
    assert.match(out, /<clerk-sign-in [^>]*path="\/login"/);
    assert.match(out, /href="[^"]*\/join/);
    assert.match(out, /action="https:\/\/clerk\.example\.com\/sign-in\?/);
    assert.match(out, /#b1004e/);
    assert.match((await run([...words, '--path', '/enter'])).out, /<clerk-sign-in [^>]*path="\/enter"/);
  });

  it('names the file of options that cannot be read', async () => {
    const words = ['sign-in', '--url', 'https://clerk.example.com', '--options', path.join(folder, 'none.json')];
    await assert.rejects(run(words), /--options does not exist \(given: .*none\.json/);
  });

  it('names the file that cannot be written', async () => {
    const words = ['sign-in', '--url', 'https://clerk.example.com', '--output', path.join(folder, 'none', 'a.html')];
    await assert.rejects(run(words), /--output: .*a\.html cannot be written/);
  });
});
