import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import path from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type * as Backend from '../../src/entries/backend.ts';
import type * as Express from '../../src/entries/backend/express.ts';
import { buildPublishableKey } from '../../src/protocol/keys.ts';

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
  files: string[];
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  publishConfig: { provenance?: boolean };
};
const elements = (await readdir('src/entries/elements')).map((f) => path.basename(f, '.ts'));
const adapters = globSync('src/entries/backend/*.ts').map((f) => path.basename(f, '.ts'));

describe('the package as npm users get it', () => {
  test('the package has a file and a declaration for every entry', async () => {
    for (const [entry, target] of Object.entries(manifest.exports)) {
      const names = entry.startsWith('./backend/') ? adapters : elements;
      for (const file of typeof target === 'string' ? [target] : [target.types, target.default]) {
        for (const name of file.includes('*') ? names : ['']) await access(file.replace('*', name));
      }
    }
  });

  for (const [entry, name] of [
    ['clerk-widgets/headless', 'Clerk'],
    ['clerk-widgets/server', 'createServer'],
    ['clerk-widgets/backend', 'createClerkClient'],
  ] as const) {
    test(`${entry} runs in Node`, async () => {
      assert.equal(typeof (await import(entry))[name], 'function');
    });
  }

  for (const entry of adapters.map((name) => `clerk-widgets/backend/${name}`)) {
    test(`${entry} can be imported without its framework`, async () => {
      const script = `console.log(Object.keys(await import('${entry}')).length > 0);`;
      const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
      assert.equal(stdout, 'true\n');
    });
  }

  test('getAuth of clerk-widgets/backend knows the requests that an adapter has seen', async () => {
    const entry = 'clerk-widgets/backend/express';
    const { clerkMiddleware } = (await import(entry)) as typeof Express;
    const backend = (await import('clerk-widgets/backend' as string)) as typeof Backend;
    const request = { method: 'GET', url: '/', headers: {} };
    const publishableKey = buildPublishableKey('production', 'clerk.acme.example');
    const unused = new ServerResponse(new IncomingMessage(new Socket()));
    await clerkMiddleware({ publishableKey })(request, unused, (error) => assert.equal(error, undefined));
    assert.equal(backend.getAuth(request).userId, null);
    assert.throws(() => backend.getAuth({}), /has not seen/);
  });

  for (const entry of ['clerk-widgets', ...elements.map((name) => `clerk-widgets/elements/${name}`)]) {
    test(`${entry} can be imported without a DOM, as on the server of an application`, async () => {
      await promisify(execFile)(process.execPath, ['--input-type=module', '-e', `await import('${entry}');`]);
    });
  }

  test('the command prints its version', async () => {
    const cli = manifest.bin['clerk-widgets'] as string;
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'version']);
    assert.match(stdout, /^1\.0\.0\n$/);
  });

  for (const entry of ['clerk-widgets', ...elements.map((name) => `clerk-widgets/elements/${name}`)]) {
    test(`${entry} registers its elements from a bundle`, async () => {
      const text = await bundle(`import '${entry}';`);
      const tag = entry === 'clerk-widgets' ? 'clerk-sign-in' : entry.replace('clerk-widgets/elements/', 'clerk-');
      assert.match(text, new RegExp(`['"]${tag}['"]`));
      assert.match(text, /customElements/);
    });
  }

  test('no browser bundle contains what only a server needs', async () => {
    const text = await bundle(`import 'clerk-widgets'; import 'clerk-widgets/headless';`);
    for (const word of ['"node:', 'argon2', 'kysely', 'nodemailer', 'sk_live_0', 'BEGIN PRIVATE KEY']) {
      assert.ok(!text.includes(word), word);
    }
    for (const file of await readdir('dist/chunks')) {
      assert.doesNotMatch(await readFile(`dist/chunks/${file}`, 'latin1'), /argon2|kysely|nodemailer|"node:/, file);
    }
  });

  test('no package that users get has an install script', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
      packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
    };
    const notices = await readFile('THIRD-PARTY-NOTICES.txt', 'utf8');
    const isShipped = (folder: string) =>
      !packages[folder]?.dev ||
      notices.includes(`\n${folder.replace(/^.*node_modules\//, '')} `) ||
      Object.keys(manifest.peerDependencies).some((name) => folder === `node_modules/${name}`);
    assert.deepEqual(
      Object.keys(packages).filter((folder) => packages[folder]?.hasInstallScript && isShipped(folder)),
      [],
    );
  });

  test('every dependency has an exact version', () => {
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(version, /^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+$/, name);
  });

  test('the lockfile has a hash for every package', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean }>;
    };
    for (const [name, { integrity, link }] of Object.entries(packages))
      if (name && !link) assert.match(integrity ?? '', /^sha512-/, name);
  });

  test('the package is published with provenance, and only after an audit of all packages that users get', () => {
    assert.equal(manifest.publishConfig.provenance, true);
    assert.match(manifest.scripts.prepublishOnly ?? '', /^npm run build && node build\/audit-shipped\.ts$/);
  });

  test('integrity.json has the hash of every file that a page loads', async () => {
    const integrity = JSON.parse(await readFile('dist/integrity.json', 'utf8')) as Record<string, string>;
    const files = [
      ...(await readdir('dist')).filter((f) => f.endsWith('.js')),
      ...(await readdir('dist/chunks')).filter((f) => f.endsWith('.js')).map((f) => `chunks/${f}`),
    ];
    assert.deepEqual(Object.keys(integrity).sort(), files.sort());
    for (const file of files) {
      const digest = createHash('sha384')
        .update(await readFile(`dist/${file}`))
        .digest('base64');
      assert.equal(integrity[file], `sha384-${digest}`, file);
    }
  });
});

/** Bundles a few lines for the browser, as an application would. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    splitting: true,
    write: false,
    outdir: 'out',
    logLevel: 'silent',
  });
  return outputFiles.map((f) => f.text).join('\n');
}
