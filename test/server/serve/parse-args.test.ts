import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { helpText } from '../../../src/server/serve/help-text.ts';
import { parseArgs, UsageError } from '../../../src/server/serve/parse-args.ts';
import { readConfigFile } from '../../../src/server/serve/read-config-file.ts';
import { ConfigError } from '../../../src/server/lib/config-error.ts';
import { misspelledVariables } from '../../../src/server/config/gather-settings.ts';
import { envNameOf, flagNameOf, SETTINGS } from '../../../src/server/config/setting-table.ts';

describe('the command line', () => {
  it('the command line names a command, a file and settings', () => {
    const line = 'serve --config clerk.json --url=https://clerk.example.com --port 80 --test-mode --no-email-code';
    const more = ' --allowed-origins https://a.example,https://b.example --password-min-length 12';
    assert.deepEqual(parseArgs((line + more).split(' ')), {
      command: 'serve',
      operands: [],
      flags: {},
      configFile: 'clerk.json',
      settings: {
        url: 'https://clerk.example.com',
        port: 80,
        testMode: true,
        emailCode: false,
        allowedOrigins: ['https://a.example', 'https://b.example'],
        password: { minLength: 12 },
      },
    });
  });

  it('a command has words, operands and flags of its own, in any order', () => {
    const { command, flags } = parseArgs('--name web keys --scope users:read,handshake create --scope jwks'.split(' '));
    assert.deepEqual([command, flags], ['keys create', { name: 'web', scope: ['users:read', 'handshake', 'jwks'] }]);
    assert.deepEqual(parseArgs(['keys', 'revoke', 'abcd', 'efgh']).operands, ['abcd', 'efgh']);
    assert.equal(parseArgs(['keys']).command, 'keys');
  });

  it('the command line asks for help or the version in several ways', () => {
    for (const line of ['', 'help', '--help', '-h', 'serve --help']) {
      assert.equal(parseArgs(line.split(' ').filter(Boolean)).command, 'help', line);
    }
    assert.equal(parseArgs(['--version']).command, 'version');
    assert.equal(parseArgs(['version']).command, 'version');
  });

  for (const [line, problem] of [
    ['serv', /no command "serv". Did you mean serve\?/],
    ['serve now', /"now" is one argument too many/],
    ['serve --prot 80', /no flag --prot. Did you mean --port\?/],
    ['serve --allowed-origin x', /Did you mean --allowed-origins\?/],
    ['serve --url', /--url needs a value/],
    ['serve --url --test-mode', /--url needs a value/],
    ['serve --config', /--config needs a value/],
    ['serve --no-url', /no flag --no-url/],
    ['serve -x', /no flag -x/],
    ['keys lst', /keys has no "lst"\. Did you mean keys list\?/],
    ['serve --scope x', /--scope is for keys create alone/],
    ['invite a@example.com b@example.com', /"b@example.com" is one argument too many/],
  ] as const) {
    it(`the command line "${line}" is refused`, () => {
      assert.throws(
        () => parseArgs(line.split(' ')),
        (error: Error) => {
          assert.ok(error instanceof UsageError, String(error));
          assert.match(error.message, problem);
          return true;
        },
      );
    });
  }

  it('the command line refuses values that cannot be read', () => {
    assert.throws(() => parseArgs(['serve', '--port', 'eighty']), /port \(--port\) is not a whole number/);
    assert.throws(() => parseArgs(['serve', '--test-mode=maybe']), /testMode \(--test-mode\) is not true or false/);
  });

  it('the help names the flag and the variable of every setting', () => {
    const help = helpText();
    for (const setting of SETTINGS) {
      assert.ok(help.includes(`--${flagNameOf(setting)}`), setting.path);
      assert.ok(help.includes(envNameOf(setting)), setting.path);
    }
    const names = SETTINGS.map(envNameOf);
    assert.equal(new Set(names).size, names.length);
    assert.ok(help.split('\n').every((line) => line.length <= 140));
  });
});

describe('misspelled variables', () => {
  it('the command warns about misspelled variables, and not about those of other programs', () => {
    const warnings = misspelledVariables({
      CLERK_TESTMODE: 'true',
      CLERK_JWT_KEY: 'x',
      CLERK_URL: 'x',
      CLERK_SOMETHING_ELSE_ENTIRELY: 'x',
      PATH: '/bin',
    });
    assert.deepEqual(warnings, ['CLERK_TESTMODE is not a setting and is ignored. Did you mean CLERK_TEST_MODE?']);
  });
});

describe('the configuration file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clerk-config-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return name;
  };

  it('the configuration file is JSON or a module, TypeScript included', async () => {
    const json = write('a.json', '{"port": 1}');
    const module = write('b.mjs', 'export default { port: 2 };');
    const typed = write('c.mts', 'const port: number = 3;\nexport default { port };');
    assert.deepEqual(await readConfigFile(json, folder), { port: 1 });
    assert.deepEqual(await readConfigFile(module, folder), { port: 2 });
    assert.deepEqual(await readConfigFile(typed, folder), { port: 3 });
  });

  it('the configuration file is found by its usual name, and may be missing', async () => {
    assert.deepEqual(await readConfigFile(undefined, folder), {});
    write('clerk.config.json', '{"port": 4}');
    assert.deepEqual(await readConfigFile(undefined, folder), { port: 4 });
  });

  for (const [name, text, problem] of [
    ['broken.json', '{\n"smtp": hunter2}', 'has a syntax error'],
    ['short.json', '{"smtp": {"url": "smtp://u:hunter2@host"', 'has a syntax error'],
    ['list.json', '["hunter2"]', 'holds no object'],
    ['nothing.mjs', 'export const a = "hunter2";', 'holds no object'],
    ['broken.mjs', 'export default {\n  url: "hunter2",\n  a b\n};', 'has a syntax error'],
    ['broken.mts', 'const a: string = ;\nexport default { hunter2: 1 };', 'has a syntax error'],
    ['enum.mts', 'enum hunter2 { a }\nexport default {};', 'uses TypeScript syntax that is more than types'],
    ['throws.mjs', '\nthrow new RangeError("hunter2");', 'throws RangeError at line 2 when it runs'],
    ['nothing-thrown.mjs', 'throw null;', 'throws Error when it runs'],
    ['imports.mjs', 'import "clerk-hunter2";\nexport default {};', 'imports a module that does not exist'],
    ['settings.yaml', 'url: hunter2', 'is neither JSON nor a module'],
    ['absent.json', undefined, 'does not exist'],
    ['absent.mjs', undefined, 'does not exist'],
    ['.', undefined, 'is a directory'],
  ] as const) {
    it(`${name} is refused with the reason, which quotes nothing of its content`, async () => {
      if (text !== undefined) write(name, text);
      await assert.rejects(readConfigFile(name, folder), (error: Error) => {
        assert.ok(error instanceof ConfigError, String(error));
        assert.ok(error.message.includes(`--config ${problem}`), error.message);
        assert.ok(error.message.includes(`(given: "${name}"). `), error.message);
        return !error.message.includes('hunter2');
      });
    });
  }
});
