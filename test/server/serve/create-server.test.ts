import '../../../build/source-hooks.ts';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { ConfigError, type ConfigInput, createServer } from '../../../src/entries/server.ts';
import { canEncodePictures } from '../../../src/server/account/picture-encoder.ts';
import { runFake, writeBuild } from '../../support/releases.ts';
import type { Logger } from '../../../src/server/logger.ts';

const ORIGIN = 'http://localhost:4400';
const folder = mkdtempSync(path.join(tmpdir(), 'clerk-server-'));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(path.join(folder, '1.4.2/dist'), { recursive: true });
writeFileSync(path.join(folder, '1.4.2/dist/clerk.js'), 'void 0;\n');
const withBuild = await writeBuild(folder, '1.4.3');

/** An instance in this process, and what it told its logger. */
async function open(input: Partial<ConfigInput> = {}) {
  const warnings: string[] = [];
  const told: string[] = [];
  const logger: Logger = {
    info: (message) => told.push(message),
    warn: (message) => warnings.push(message),
    error: () => undefined,
  };
  const server = await createServer(
    {
      url: ORIGIN,
      instanceType: 'development',
      databaseUrl: 'sqlite::memory:',
      proxyPaths: ['/__clerk'],
      cdnDir: folder,
      testMode: true,
      ...input,
    },
    { logger, env: {} },
  );
  const get = (file: string, init?: RequestInit) => server.fetch(new Request(ORIGIN + file, init), { ip: '127.0.0.1' });
  return { server, warnings, told, get };
}

describe('an instance in this process', () => {
  it('answers under /__clerk without a setting, where a proxy that changes nothing leads', async () => {
    const { server, get } = await open({ proxyPaths: [] });
    assert.equal((await get('/__clerk/v1/health')).status, 200);
    assert.equal((await get('/auth/v1/health')).status, 404);
    await server.close();
  });

  it('has pages for the forms unless hostedPages is off, and they are then those of the instance', async () => {
    const paths = ['/sign-in', '/sign-up', '/waitlist'];
    const off = await open({ allowedOrigins: ['https://app.example.com'], hostedPages: false });
    for (const each of paths) assert.equal((await off.get(each)).status, 404);
    await off.server.close();

    const on = await open({ allowedOrigins: ['https://app.example.com'] });
    const { signInUrl, signUpUrl, waitlistUrl, homeUrl } = on.server.config;
    assert.deepEqual(
      [signInUrl, signUpUrl, waitlistUrl],
      paths.map((each) => ORIGIN + each),
    );
    assert.equal(homeUrl, 'https://app.example.com');
    for (const each of [...paths, '/__clerk/sign-in']) {
      const answer = await on.get(each);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      assert.match(await answer.text(), /<script defer src="[^"]*\/clerk\.js\?elements=/);
    }
    await on.server.close();

    const mixed = await open({ signInUrl: `${ORIGIN}/login` });
    assert.equal(mixed.server.config.signInUrl, `${ORIGIN}/login`);
    assert.equal(mixed.server.config.signUpUrl, `${ORIGIN}/sign-up`);
    await mixed.server.close();
  });

  it('createServer answers the API at the root and under its proxy path', async () => {
    const { server, get } = await open();
    for (const prefix of ['', '/__clerk']) {
      assert.equal((await get(`${prefix}/v1/health`)).status, 200);
      const jwks = (await (await get(`${prefix}/.well-known/jwks.json`)).json()) as { keys: { alg: string }[] };
      assert.equal(jwks.keys[0]?.alg, 'RS256');
      const environment = (await (await get(`${prefix}/v1/environment`)).json()) as {
        auth_config: { test_mode: boolean };
      };
      assert.equal(environment.auth_config.test_mode, true);
    }
    await server.close();
  });

  it('a server without sharp takes no pictures, and one whose bundler cannot look for it tries', () => {
    assert.equal(canEncodePictures(), true);
    const missing = () => {
      throw new Error("Cannot find package 'sharp'");
    };
    assert.equal(canEncodePictures(missing), false);
    assert.equal(canEncodePictures(null), true);
  });

  it('createServer serves the browser files at both paths, to every origin', async () => {
    const { server, get } = await open();
    for (const prefix of ['', '/__clerk']) {
      const range = await get(`${prefix}/npm/clerk-widgets@1/dist/clerk.js`, {
        headers: { origin: 'https://any.example' },
      });
      assert.deepEqual([range.status, await range.text()], [200, 'void 0;\n']);
      assert.equal(range.headers.get('Content-Location'), `${prefix}/npm/clerk-widgets@1.4.2/dist/clerk.js`);
      assert.match(range.headers.get('Cache-Control') ?? '', /max-age=30/);
      const address = range.headers.get('Content-Location') ?? '';
      const exact = await get(address, { headers: { origin: 'https://any.example' } });
      assert.equal(await exact.text(), 'void 0;\n');
      assert.match(exact.headers.get('Cache-Control') ?? '', /immutable/);
      assert.equal(exact.headers.get('Access-Control-Allow-Origin'), '*');
      assert.equal(exact.headers.get('Access-Control-Allow-Credentials'), null);
      assert.equal(exact.headers.get('Set-Cookie'), null);
      const head = await get(`${prefix}/npm/clerk-widgets@1.4.2/dist/clerk.js`, { method: 'HEAD' });
      assert.deepEqual([head.status, await head.text()], [200, '']);
    }
    await server.close();
  });

  it('createServer serves the script of the instance at both paths, with what the environment answers', async () => {
    const { server, get } = await open({ cdnDir: withBuild, clientCountryHeader: 'CF-IPCountry' });
    const environment = await (await get('/v1/environment')).json();
    const tags = new Set<string | null>();
    for (const prefix of ['', '/__clerk']) {
      const answer = await get(`${prefix}/clerk.js?elements=sign-in`, {
        headers: { origin: 'https://any.example', 'CF-IPCountry': 'CH', cookie: '__client=x' },
      });
      assert.deepEqual(runFake(await answer.text()), {
        ran: ['ui 1.4.3', 'sign-in 1.4.3', 'clerk 1.4.3'],
        settings: { publishableKey: server.config.publishableKey, environment },
      });
      tags.add(answer.headers.get('ETag'));
      const names = [...answer.headers.keys()].filter((name) => !/^(content-|etag$)/.test(name));
      assert.deepEqual(names, [
        'access-control-allow-origin',
        'cache-control',
        'cross-origin-resource-policy',
        'timing-allow-origin',
        'vary',
        'x-content-type-options',
      ]);
      assert.equal(answer.headers.get('Vary'), 'Accept-Encoding');
    }
    assert.equal(tags.size, 1);
    await server.close();
  });

  it('createServer shows messages in test mode only', async () => {
    const test = await open();
    assert.deepEqual(await (await test.get('/__dev/messages')).json(), []);
    assert.equal((await test.get('/__dev/inbox')).status, 200);
    await test.server.close();

    const smtp = { url: 'smtp://127.0.0.1:1', from: 'no-reply@example.com' };
    const real = await open({ testMode: false, smtp });
    const nothing = await (await real.get('/__nothing')).text();
    for (const file of [
      '/__dev/messages',
      '/__dev/messages?to=a',
      '/__dev/inbox',
      '/__dev/inbox.js',
      '/__dev/inbox.css',
    ]) {
      const answer = await real.get(file);
      assert.equal(answer.status, 404);
      assert.equal(
        (await answer.text()).replace(/"clerk_trace_id":"[^"]*"/, ''),
        nothing.replace(/"clerk_trace_id":"[^"]*"/, ''),
      );
    }
    await real.server.close();
  });

  it('createServer warns when test mode is forced on a live key', async () => {
    const { server, warnings } = await open({ instanceType: 'production', forceTestMode: true });
    assert.match(warnings.join(), /Test mode is on.*424242/);
    assert.deepEqual(server.warnings, warnings);
    await server.close();
  });

  it('the server advises fifteen characters only where the password is the only factor', async () => {
    const advised = async (input: Partial<ConfigInput>) => {
      const { server, told } = await open({ instanceType: 'production', forceTestMode: true, ...input });
      await server.close();
      return told.some((line) => /NIST SP 800-63B-4 .* 15 characters.*password\.minLength/.test(line));
    };
    assert.equal(await advised({}), true);
    assert.equal(await advised({ password: { minLength: 14 } }), true);
    assert.equal(await advised({ password: { minLength: 15 } }), false);
    assert.equal(await advised({ secondFactors: { totp: true } }), false);
    assert.equal(await advised({ clientTrust: true }), false);
    assert.equal(await advised({ attributes: { password: 'off' } }), false);
    assert.equal(await advised({ instanceType: 'development' }), false);
  });

  it('createServer warns when it has no script to serve, and serves all the rest', async () => {
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    const { server, warnings, get } = await open({ cdnDir: empty });
    assert.match(warnings.join(), /no browser files.*npm run build.*CLERK_CDN_DIR/);
    assert.equal((await get('/npm/clerk-widgets@1/dist/clerk.js')).status, 404);
    assert.equal((await get('/v1/environment')).status, 200);
    await server.close();
  });

  it('two instances in one process share nothing', async () => {
    const [first, second] = [await open(), await open({ url: 'http://localhost:4500' })];
    const kid = async ({ get }: typeof first) =>
      ((await (await get('/.well-known/jwks.json')).json()) as { keys: { kid: string }[] }).keys[0]?.kid;
    assert.notEqual(await kid(first), await kid(second));
    await first.server.close();
    await second.server.close();
  });
});

describe('an instance that cannot start', () => {
  it('an instance that cannot start closes its database', async () => {
    const databaseUrl = `sqlite:${path.join(folder, 'data', 'clerk.db')}`;
    await assert.rejects(open({ databaseUrl, testMode: false }), ConfigError);
    const { server } = await open({ databaseUrl });
    await server.close();
    rmSync(path.join(folder, 'data'), { recursive: true });
  });

  it('an instance that cannot start names the wrong setting', async () => {
    await assert.rejects(open({ cdnDir: path.join(folder, 'nowhere') }), /cdnDir cannot be read/);
    await assert.rejects(open({ url: 'http://clerk.example.com' }), /url uses plain http/);
    await assert.rejects(open({ databaseUrl: 'postgres://127.0.0.1:1/clerk' }), (error: Error) => {
      assert.equal(error.name, 'StorageUnavailable');
      return true;
    });
  });
});
