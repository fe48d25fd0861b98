import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { METHODS } from '../../demo/methods.ts';
import { parseConfig } from '../../src/server/config/parse-config.ts';
import { envNameOf, flagNameOf, SETTINGS } from '../../src/server/config/setting-table.ts';

const readme = await readFile('README.md', 'utf8');
const paths: readonly string[] = SETTINGS.map(({ path }) => path);
/** What a table may name besides settings: values of settings, and names of the code. */
const VALUES =
  /^(required|optional|off|restricted|waitlist|suspend|keep|turnstile|proof_of_work|metamask|.*_wallet|base|createServer)$/;

/** The rows of the table below a heading, as cells; headings within the table are left out. */
function table(heading: string, columns: number): string[][] {
  const [, section = ''] = readme.split(`\n${heading}\n`);
  const rows = section.split(/\n#{2,3} /)[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows
    .slice(2)
    .map((row) => row.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter((cells) => cells.length === columns && cells[1] !== '');
}

/** The words in code quotes; `.autofill` after `passkeys.enabled` is `passkeys.autofill`. */
function quoted(cell: string): string[] {
  let group = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => {
    const name = text.startsWith('.') ? group + text : text;
    group = name.split('.').slice(0, -1).join('.') || group;
    return name;
  });
}

describe('the tables of the README', () => {
  const methods = table('## Ways to sign in', 3);

  test('name settings that exist for each way in', () => {
    assert.ok(methods.length > 15);
    for (const [method = '', setting = ''] of methods) {
      for (const name of quoted(setting)) {
        const isKnown = paths.some((path) => path === name || path.startsWith(`${name}.`));
        const isOther = VALUES.test(name) || /^(npx clerk-widgets invite|invitations$|signInTokens$)/.test(name);
        assert.ok(isKnown || isOther, `${name} of "${method}"`);
      }
    }
  });

  test('name what the demo can be started with, and all of it', () => {
    const named = methods.flatMap(([, , demo = '']) => quoted(demo));
    assert.deepEqual([...new Set(named)].sort(), Object.keys(METHODS).sort());
  });

  test('name settings that exist beside the most used ones', () => {
    const others = table('## The server', 2);
    assert.ok(others.length > 5);
    for (const [about, names = ''] of others) {
      for (const name of quoted(names)) assert.ok(paths.includes(name), `${name} of "${about}"`);
    }
  });

  test('name every setting that the help explains', () => {
    const tables = [
      ...methods.map(([, setting = '']) => setting),
      ...table('## The server', 3).map(([name = '']) => name),
    ];
    const cells = [...tables, ...table('## The server', 2).map(([, names = '']) => names)];
    const named = cells.flatMap(quoted);
    const isNamed = (path: string) => named.some((name) => name === path || path.startsWith(`${name}.`));
    assert.deepEqual(
      paths.filter((path) => !isNamed(path)),
      [],
    );
  });

  test('name the environment variable of each setting', () => {
    const settings = table('## The server', 3);
    assert.ok(settings.length > 8);
    for (const [setting = '', variables = ''] of settings) {
      const known = SETTINGS.filter(({ path }) => quoted(setting).includes(path));
      assert.deepEqual(known.map(envNameOf), quoted(variables));
    }
  });
});

test('the README names no flag and no variable that does not exist', () => {
  const known = new Set([...SETTINGS.map(envNameOf), 'CLERK_MASTER_KEY', 'CLERK_SIGNING_KEY']);
  for (const [name] of readme.matchAll(/\bCLERK_[A-Z0-9_]+/g)) assert.ok(known.has(name), name);
  const flags = new Set(SETTINGS.map(flagNameOf));
  const commands = readme.match(/^npx clerk-widgets .*(\\\n.*)*/gm) ?? [];
  assert.ok(commands.length > 2);
  for (const [, name = ''] of commands.join('\n').matchAll(/ --([a-z0-9-]+)/g)) assert.ok(flags.has(name), name);
});

test('the README prints the weight of the script, to a hundredth', async () => {
  const printed = Number(/^\| JavaScript, brotli \| ([\d,]+) B/m.exec(readme)?.[1]?.replaceAll(',', ''));
  const { size } = await stat('dist/clerk.js.br');
  assert.ok(Math.abs(printed - size) <= size / 100, `it is ${size} B, and the README says ${printed} B`);
});

describe('the demo', () => {
  for (const [name, settings] of Object.entries(METHODS)) {
    test(`is configured rightly with ${name}`, () => {
      parseConfig({ url: 'http://localhost:4400', ...settings });
    });
  }
});
