import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const manifest = JSON.parse(await readFile('package.json', 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
  files: string[];
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  publishConfig: { provenance?: boolean };
};
const elements = (await readdir('src/entries/elements')).map((f) => path.basename(f, '.ts'));

describe('the package as npm users get it', () => {
  test('has a file and a declaration for every entry', async () => {
    for (const target of Object.values(manifest.exports)) {
      for (const file of typeof target === 'string' ? [target] : [target.types, target.default]) {
        for (const name of file.includes('*') ? elements : ['']) await access(file.replace('*', name));
      }
    }
  });

  for (const [entry, name] of [
    ['clerk-widgets/headless', 'Clerk'],
    ['clerk-widgets/server', 'createServer'],
    ['clerk-widgets/backend', 'createClerkClient'],
  ] as const) {
    test(`runs in Node: ${entry}`, async () => {
      assert.equal(typeof (await import(entry))[name], 'function');
    });
  }

  for (const entry of ['clerk-widgets', ...elements.map((name) => `clerk-widgets/elements/${name}`)]) {
    test(`can be imported where there is no DOM, as on the server of an application: ${entry}`, async () => {
      await promisify(execFile)(process.execPath, ['--input-type=module', '-e', `await import('${entry}');`]);
    });
  }

  test('answers its version on the command line', async () => {
    const cli = manifest.bin['clerk-widgets'] as string;
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'version']);
    assert.match(stdout, /^1\.0\.0\n$/);
  });

  for (const entry of ['clerk-widgets', ...elements.map((name) => `clerk-widgets/elements/${name}`)]) {
    test(`registers its elements from a bundle: ${entry}`, async () => {
      const text = await bundle(`import '${entry}';`);
      assert.match(text, /clerk-(sign|user|redirect)/);
      assert.match(text, /customElements/);
    });
  }

  test('keeps what only a server needs out of every browser bundle', async () => {
    const text = await bundle(`import 'clerk-widgets'; import 'clerk-widgets/headless';`);
    for (const word of ['"node:', 'argon2', 'kysely', 'nodemailer', 'sk_live_0', 'BEGIN PRIVATE KEY']) {
      assert.ok(!text.includes(word), word);
    }
    for (const file of await readdir('dist/chunks')) {
      assert.doesNotMatch(await readFile(`dist/chunks/${file}`, 'latin1'), /argon2|kysely|nodemailer|"node:/, file);
    }
  });

  test('needs no install script of a runtime dependency', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
      packages: Record<string, { dev?: boolean; hasInstallScript?: boolean }>;
    };
    const scripts = Object.entries(packages).filter(([, p]) => p.hasInstallScript && !p.dev);
    assert.deepEqual(
      scripts.map(([name]) => name),
      [],
    );
  });

  test('names exact versions of what it depends on, and of what it is built and tested with', () => {
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      assert.match(version, /^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+$/, name);
  });

  test('has a hash in the lockfile for everything that is installed', async () => {
    const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
      packages: Record<string, { integrity?: string; link?: boolean }>;
    };
    for (const [name, { integrity, link }] of Object.entries(packages))
      if (name && !link) assert.match(integrity ?? '', /^sha512-/, name);
  });

  test('is published signed, and only when nothing it needs has a known hole', () => {
    assert.equal(manifest.publishConfig.provenance, true);
    assert.match(manifest.scripts.prepublishOnly ?? '', /^npm audit --omit=dev && /);
  });

  test('has the hash of every file that a page loads', async () => {
    const integrity = JSON.parse(await readFile('dist/integrity.json', 'utf8')) as Record<string, string>;
    const files = [
      'clerk.js',
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
