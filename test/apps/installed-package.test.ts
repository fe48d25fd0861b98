import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { forge, PUBLIC_PEM } from '../backend/token-forge.ts';
import { startSmtp } from '../server/delivery/smtp-fixture.ts';
import { bin } from '../gate/run.ts';
import { freePort } from '../support/listen.ts';
import { entriesOfPackage, installTarball, packPackage, weighInstalled } from '../support/packed.ts';
import { runCli } from '../support/run-cli.ts';
import { startWorkers } from '../support/runtimes/workerd.ts';

const ENTRIES = entriesOfPackage();
const project = installTarball(packPackage());
const COMMAND = path.join(project, 'node_modules/clerk-widgets/dist/node/bin.js');
const SERVE = ['serve', '--url', 'http://localhost:4400', '--instance-type', 'development', '--test-mode'];

/** Runs the installed command. @param options flags of Node */
const run = (args: string[], options: string[] = []) => runCli(project, args, {}, [...options, COMMAND]);

describe('the package alone in a project', () => {
  it('an install brings no library of the server, and no more than the README says', () => {
    const { packages, bytes } = weighInstalled(project);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const name of Object.keys(dependencies)) assert.ok(packages.includes(name), name);
    for (const name of ['hono', 'kysely', 'pg', 'nodemailer', 'sharp', '@node-rs/argon2', 'jose', 'react', 'next']) {
      assert.ok(!packages.includes(name), name);
    }
    const megabytes = Math.ceil(bytes / 1_000_000);
    console.log(`npm install clerk-widgets: ${packages.length} packages, ${megabytes} MB`);
    const [, count, most] =
      /^\| `npm install clerk-widgets`[^|]*\| (\d+) packages, at most (\d+) MB \|/m.exec(
        readFileSync('README.md', 'utf8'),
      ) ?? [];
    assert.equal(packages.length, Number(count));
    assert.ok(megabytes <= Number(most), `${megabytes} MB`);
  });

  it('each entry can be imported, and required, with nothing else installed and without a DOM', () => {
    const lines = ENTRIES.flatMap((entry) => [`await import('${entry}');`, `require('${entry}');`]);
    writeFileSync(
      path.join(project, 'import.js'),
      `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\n${lines.join('\n')}`,
    );
    assert.ok(ENTRIES.length > 40);
    execFileSync(process.execPath, [path.join(project, 'import.js')], { stdio: 'pipe' });
  });

  it('the backend SDK verifies tokens in workerd, with and without the modules of Node', async () => {
    const worker = path.join(project, 'worker.js');
    writeFileSync(
      worker,
      `import { verifyToken } from 'clerk-widgets/backend';
      export default {
        async fetch(request, env) {
          const { data } = await verifyToken(await request.text(), { jwtKey: env.JWT_KEY });
          return new Response(data?.sub);
        },
      };`,
    );
    const sdk = path.join(project, 'node_modules/clerk-widgets/dist/node/backend.js');
    const dates = { webcrypto: '2025-01-01', node: '2026-08-04' };
    const workers = await startWorkers(worker, dates, { JWT_KEY: PUBLIC_PEM }, sdk);
    after(() => workers.stop());
    const iat = Math.floor(Date.now() / 1000);
    const body = forge({ iat, nbf: iat - 10, exp: iat + 60 });
    for (const url of Object.values(workers.urls)) {
      assert.equal(await (await fetch(url, { method: 'POST', body })).text(), 'user_1');
    }
  });

  // The types of Next.js, Vue and Svelte are not here: their apps in this folder check the entries for them.
  const typed = ENTRIES.filter((entry) => !/backend\/next$|\/types\//.test(entry));
  for (const [module, moduleResolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ]) {
    it(`the declarations compile in a strict project that checks libraries, resolved as ${moduleResolution}`, () => {
      for (const name of ['hono', 'fastify']) link(name);
      const uses = typed.map((entry, index) => `import * as entry${index} from '${entry}';\nvoid entry${index};`);
      writeFileSync(path.join(project, 'uses.ts'), uses.join('\n'));
      const compilerOptions = {
        target: 'es2023',
        lib: ['es2023', 'dom', 'dom.iterable'],
        module,
        moduleResolution,
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
        types: [],
      };
      writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['uses.ts'] }));
      const { stdout, status } = spawnSync(bin('tsc'), ['-p', project], { encoding: 'utf8' });
      assert.equal(stdout, '');
      assert.equal(status, 0);
    });
  }

  /** Puts a framework beside the package, as an application that uses its adapter has it. */
  function link(name: string): void {
    try {
      symlinkSync(path.resolve('node_modules', name), path.join(project, 'node_modules', name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
});

describe('the server of the package alone in a project', () => {
  it('the server signs users up, mails them, and says that they cannot upload pictures', async () => {
    const smtp = await startSmtp();
    after(() => smtp.close());
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const mail = ['--smtp-url', `${smtp.url}?tls=optional`, '--smtp-from', 'Acme <no-reply@example.com>'];
    const here = [
      '--url',
      origin,
      '--port',
      `${port}`,
      '--instance-type',
      'development',
      '--database-url',
      'sqlite:./a.db',
    ];
    const server = run(['serve', ...here, ...mail]);
    await server.line('ready');
    assert.match(server.output(), /Users cannot upload pictures, because the package sharp is not installed/);
    assert.match(server.output(), /"level":"info".*hashed by the argon2 of this runtime/);
    const environment = (await (await fetch(`${origin}/v1/environment`)).json()) as {
      user_settings: { actions: { upload_picture?: boolean } };
    };
    assert.equal(environment.user_settings.actions.upload_picture, false);
    const post = async (route: string, form: Record<string, string>, cookie = '') => {
      const headers = { Origin: origin, cookie };
      const answer = await fetch(origin + route, { method: 'POST', headers, body: new URLSearchParams(form) });
      assert.equal(answer.status, 200, await answer.clone().text());
      return answer;
    };
    const form = { email_address: 'ada@example.com', password: 'a plain long phrase' };
    const created = await post('/v1/client/sign_ups', form);
    const { response } = (await created.json()) as { response: { id: string } };
    const cookies = created.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    const prepare = `/v1/client/sign_ups/${response.id}/prepare_verification`;
    await post(prepare, { strategy: 'email_code' }, cookies.join('; '));
    assert.deepEqual(smtp.mails[0]?.envelope.to, ['ada@example.com']);
    server.child.kill('SIGINT');
    assert.equal(await server.end, 0);
  });

  it('the server reaches for Postgres with its own driver, and names what it cannot reach', async () => {
    const port = await freePort();
    const server = run([...SERVE, '--port', '0', '--database-url', `postgres://ada@127.0.0.1:${port}/acme`]);
    assert.equal(await server.end, 1);
    assert.match(server.output(), new RegExp(`acme.*ECONNREFUSED|ECONNREFUSED.*${port}`));
  });

  it('a server without any argon2 does not start, and names the package to add', async () => {
    const older = `data:text/javascript,import c from 'node:crypto'; c.argon2 = undefined;`;
    const server = run([...SERVE, '--port', '0', '--database-url', 'sqlite::memory:'], ['--import', older]);
    assert.equal(await server.end, 1);
    assert.match(server.output(), /password hashing needs argon2, which this runtime \(Node \d+\.\d+\.\d+\) lacks/);
    assert.match(server.output(), /Run npm install @node-rs\/argon2, or use Node 24\.7 or later/);
    assert.doesNotMatch(server.output(), /\n\s+at |ERR_/);
  });
});
