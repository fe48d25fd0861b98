import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { METHODS } from '../../demo/methods.ts';
import { parseConfig } from '../../src/server/config/parse-config.ts';
import { optionsFromEnv } from '../../src/entries/backend.ts';
import { createLoadSite, type LoadSite, ourPage, SCENE_NAMES, SCENES } from '../support/load-site.ts';
import { renderSignInOf } from '../support/rendered-forms.ts';
import { envNameOf, flagNameOf, SETTINGS } from '../../src/server/config/setting-table.ts';
import { COMMAND_SPECS } from '../../src/server/serve/command-table.ts';

const readme = await readFile('README.md', 'utf8');
const methodsPage = await readFile('docs/sign-in-methods.md', 'utf8');
const operationsPage = await readFile('docs/operations.md', 'utf8');
const paths: readonly string[] = SETTINGS.map(({ path }) => path);
/** Words in code quotes in the table that are not settings: values of settings, and names in the code. */
const VALUES =
  /^(required|optional|off|restricted|waitlist|suspend|keep|turnstile|proof_of_work|metamask|google|.*_wallet|base|createServer)$/;

/** Returns the rows of the page's first table as cells, without headings inside the table. */
function methodRows(): string[][] {
  const rows = methodsPage.split(/\n## /)[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows
    .slice(2)
    .map((row) => row.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter(([, setting]) => setting !== '');
}

/** Returns the words in code quotes; `.autofill` after `passkeys.enabled` becomes `passkeys.autofill`. */
function quoted(cell: string): string[] {
  let group = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => {
    const name = text.startsWith('.') ? group + text : text;
    group = name.split('.').slice(0, -1).join('.') || group;
    return name;
  });
}

describe('the table of sign-in methods', () => {
  const methods = methodRows();

  test('the table of sign-in methods names settings that exist', () => {
    assert.ok(methods.length > 15);
    for (const [method = '', setting = ''] of methods) {
      for (const name of quoted(setting)) {
        const isKnown = paths.some((path) => path === name || path.startsWith(`${name}.`));
        const isOther = VALUES.test(name) || /^(npx clerk-widgets invite|invitations$|signInTokens$)/.test(name);
        assert.ok(isKnown || isOther, `${name} of "${method}"`);
      }
    }
  });

  test('the table of sign-in methods names exactly what the demo can start with', () => {
    const named = methods.flatMap(([, , demo = '']) => quoted(demo));
    assert.deepEqual([...new Set(named)].sort(), Object.keys(METHODS).sort());
  });
});

test('README and docs name no flag and no variable that does not exist', () => {
  const known = new Set([...SETTINGS.map(envNameOf), 'CLERK_MASTER_KEY', 'CLERK_SIGNING_KEY']);
  const flags = new Set(SETTINGS.map(flagNameOf));
  const pages = [readme, methodsPage, operationsPage].join('\n');
  const isOfSdk = (name: string) => Object.keys(optionsFromEnv({ [name]: 'x' })).length > 0;
  for (const [name] of pages.matchAll(/\bCLERK_[A-Z0-9_]+/g)) assert.ok(known.has(name) || isOfSdk(name), name);
  const commands = pages.match(/^npx clerk-widgets .*(\\\n.*)*/gm) ?? [];
  assert.ok(commands.length > 2);
  for (const command of commands) {
    const words = command.split(/\s+/).slice(2, 4);
    const specs = [words.slice(0, 2), words.slice(0, 1)].map((name) => COMMAND_SPECS[name.join(' ')]);
    const own = specs.find(Boolean)?.flags ?? {};
    for (const [, name = ''] of command.matchAll(/ --([a-z0-9-]+)/g))
      assert.ok(flags.has(name) || name in own, command);
  }
});

describe('the figures of the README', () => {
  let site: LoadSite;
  before(async () => {
    site = await createLoadSite('ours', ourPage);
  });
  after(() => site?.server.close());

  for (const scene of SCENE_NAMES) {
    test(`the README prints the size of the instance script with the ${scene}, within one per cent`, async () => {
      const row = new RegExp(`^\\| ${scene}: JavaScript until shown, brotli \\| ([\\d,]+) B`, 'm');
      const printed = Number(row.exec(readme)?.[1]?.replaceAll(',', ''));
      const address = `${site.server.config.url}/clerk.js?elements=${SCENES[scene].element}`;
      const response = await site.server.fetch(new Request(address, { headers: { 'Accept-Encoding': 'br' } }));
      const size = (await response.arrayBuffer()).byteLength;
      assert.ok(Math.abs(printed - size) <= size / 100, `it is ${size} B, and the README says ${printed} B`);
    });
  }

  test('the README prints the size of the sign-in that a server renders, within one per cent', async () => {
    const { html, style } = await renderSignInOf(site.server);
    const size = brotliCompressSync(style + html).length;
    const printed = Number(/^\| its HTML and style, brotli \| ([\d,]+) B/m.exec(readme)?.[1]?.replaceAll(',', ''));
    assert.ok(Math.abs(printed - size) <= size / 100, `it is ${size} B, and the README says ${printed} B`);
  });
});

describe('the demo', () => {
  for (const [name, settings] of Object.entries(METHODS)) {
    test(`the demo has a valid configuration with ${name}`, () => {
      parseConfig({ url: 'http://localhost:4400', ...settings });
    });
  }
});
