import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { chromiumPath } from '../support/chromium.ts';
import { freePort } from '../support/listen.ts';
import { installPacked } from '../support/packed.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-playwright-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Installs what the project names, without a registry: `@playwright/test` is `playwright/test` under another name. */
function install(): void {
  cpSync('test/apps/playwright', folder, { recursive: true });
  const modules = path.join(folder, 'node_modules');
  installPacked(path.join(modules, 'clerk-widgets'));
  for (const name of ['playwright', 'playwright-core']) {
    symlinkSync(path.resolve('node_modules', name), path.join(modules, name));
  }
  const runner = path.join(modules, '@playwright/test');
  mkdirSync(runner, { recursive: true });
  const exports = { import: './index.mjs', require: './index.js' };
  writeFileSync(path.join(runner, 'package.json'), JSON.stringify({ name: '@playwright/test', exports }));
  writeFileSync(path.join(runner, 'index.js'), "module.exports = require('playwright/test');\n");
  writeFileSync(path.join(runner, 'index.mjs'), "export * from 'playwright/test';\n");
  // As npm does with what a package names in `bin`.
  chmodSync(path.join(modules, 'clerk-widgets/dist/node/bin.js'), 0o755);
  mkdirSync(path.join(modules, '.bin'));
  symlinkSync('../clerk-widgets/dist/node/bin.js', path.join(modules, '.bin/clerk-widgets'));
}

test('the worked example of docs/testing.md passes in Playwright, with two workers', async () => {
  install();
  const env = {
    ...process.env,
    CHROMIUM_PATH: await chromiumPath(),
    EMULATOR_PORT: String(await freePort()),
    APP_PORT: String(await freePort()),
    CI: '1',
  };
  const cli = path.join(folder, 'node_modules/playwright/cli.js');
  const child = spawn(process.execPath, [cli, 'test', '--reporter=list'], { cwd: folder, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = await once(child, 'close');
  assert.equal(code, 0, output);
  assert.match(output, /\b8 passed/);
});

test('the snippets of docs/testing.md are those of the worked example', () => {
  const files = ['playwright.config.ts', 'tests/shared.spec.ts', 'tests/own.ts'];
  const example = files.map((file) => readFileSync(path.join('test/apps/playwright', file), 'utf8')).join('\n');
  const page = readFileSync('docs/testing.md', 'utf8').split('### ')[0] ?? '';
  const snippets = [...page.matchAll(/^```typescript\n([^]*?)^```$/gm)].map(([, text = '']) => text);
  assert.equal(snippets.length, 3);
  for (const part of snippets.flatMap((text) => text.replace(/^\/\/ .*\n/, '').split('…\n'))) {
    assert.ok(example.includes(part), part);
  }
});
