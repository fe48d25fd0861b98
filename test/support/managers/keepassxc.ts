import { execFile, type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';
import type { Login, Manager, Question } from './manager.ts';
import { Firefox } from './marionette.ts';

const execute = promisify(execFile);

const EXTENSION = 'keepassxc-browser@keepassxc.org';
const EXTENSION_FOLDER = '/usr/share/webext/keepassxc-browser';
const MASTER = 'the master password';
/** Debian's extension talks to KeePassXC through this program. */
const HOST = {
  name: 'org.keepassxc.keepassxc_browser',
  description: 'KeePassXC',
  path: '/usr/bin/keepassxc-proxy',
  type: 'stdio',
  allowed_extensions: [EXTENSION],
};
const SETTINGS = `[General]
ConfigVersion=2
UpdateCheckMessageShown=true
[GUI]
CheckForUpdates=false
[Browser]
Enabled=true
AlwaysAllowAccess=true
AlwaysAllowUpdate=true
NoMigrationPrompt=true
UpdateBinaryPath=false
[Security]
LockDatabaseIdle=false
LockDatabaseScreenLock=false
`;
/** The part of the extension's banner or icon that matches a selector, wherever its closed shadow root is. */
const PART = `const part = (selector) => [...document.querySelectorAll('*')]
  .map((each) => each.openOrClosedShadowRoot?.querySelector(selector)).find((each) => each?.checkVisibility());
  const middle = (each) => { const { x, y, width, height } = each.getBoundingClientRect(); return [x + width / 2, y + height / 2]; };`;

/** KeePassXC with a new database, and a Firefox with KeePassXC's extension that is connected to it. */
export async function keepassxc(firefoxProgram: string, display: string): Promise<Manager & { version: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clerk-keepassxc-'));
  const [home, runtime, database] = ['home', 'run', 'logins.kdbx'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const config = path.join(home, '.config');
  const hosts = [path.join(home, '.mozilla'), path.join(config, 'mozilla')].map((each) =>
    path.join(each, 'native-messaging-hosts'),
  );
  for (const each of [...hosts, runtime, path.join(config, 'keepassxc')]) await mkdir(each, { recursive: true });
  await chmod(runtime, 0o700);
  for (const each of hosts) await writeFile(path.join(each, `${HOST.name}.json`), JSON.stringify(HOST));
  await writeFile(path.join(config, 'keepassxc/keepassxc.ini'), SETTINGS);
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: config,
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: runtime,
    DISPLAY: display,
  };

  const cli = async (args: string[], input: string): Promise<string> => {
    const running = execute('keepassxc-cli', args, { env: { ...process.env, ...env } });
    running.child.stdin?.end(input);
    return (await running).stdout;
  };
  const mouse = (...args: string[]) => execute('xdotool', args, { env: { ...process.env, ...env } });
  let app: ChildProcess;
  const open = (): void => {
    app = spawn('keepassxc', ['--pw-stdin', database], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    app.stdin?.end(`${MASTER}\n`);
  };
  const quit = async (): Promise<void> => {
    const ended = once(app, 'exit');
    app.kill();
    await ended;
  };
  const exported = (format: 'csv' | 'xml') => cli(['export', '-f', format, database], `${MASTER}\n`);

  await cli(['db-create', '-p', database], `${MASTER}\n${MASTER}\n`);
  open();
  const firefox = await Firefox.launch(firefoxProgram, env);
  // Firefox's own manager would fill in as well.
  await firefox.inBrowser(
    "Services.prefs.setBoolPref('signon.rememberSignons', false); Services.prefs.setBoolPref('signon.autofillForms', false)",
  );
  await firefox.install(EXTENSION_FOLDER);
  await connect(firefox, mouse);

  const press = async (selector: string): Promise<void> => {
    const [x, y] = await firefox.untilInPage<[number, number]>(
      `${PART} const found = part(args[0]); return found && middle(found)`,
      selector,
    );
    await firefox.press(x, y);
  };
  return {
    driver: {
      goto: (url) => firefox.goto(url),
      async click(selector) {
        // The extension looks at a page some time after it has changed. A person is slower than that.
        await wait(2000);
        await firefox.click(selector);
      },
      async type(selector, text) {
        // A person types later than the extension puts its icons on the page.
        await firefox.untilInPage(`${PART} return !!part('.kpxc')`);
        await firefox.type(selector, text);
      },
      clear: (selector) => firefox.clear(selector),
      evaluate: (body, ...args) => firefox.evaluate(body, ...args),
      waitFor: (condition, ...args) => firefox.waitFor(condition, ...args),
      close: () => firefox.close(),
    },
    version: `KeePassXC ${(await cli(['--version'], '')).trim()}, extension ${await extensionVersion()}, Firefox ESR ${firefox.version}`,
    question: () =>
      firefox.untilInPage<Question>(`${PART}
        const update = part('#kpxc-banner-btn-update');
        return update && { kind: update.disabled ? 'save' : 'update', username: part('.information-username').textContent }`),
    isAsking: () => firefox.inPage<boolean>(`${PART} return !!part('#kpxc-banner-btn-new')`),
    async accept() {
      const isNew = await firefox.inPage<boolean>(`${PART} return part('#kpxc-banner-btn-update').disabled`);
      await press(isNew ? '#kpxc-banner-btn-new' : '#kpxc-banner-btn-update');
      await firefox.untilInPage(`${PART} return !part('#kpxc-banner-btn-new')`);
    },
    async saved() {
      // A question for the password comes before the heads of the columns.
      const [, table = ''] = (await exported('csv')).split('"Created"\n');
      const lines = table.split('\n').filter(Boolean);
      const cells = lines.map((line) => line.slice(1, -1).split('","'));
      const logins = cells.map(([, , username = '', password = '']): Login => ({ username, password }));
      return logins.sort((a, b) => (a.username < b.username ? -1 : 1));
    },
    askToFill: (selector) => press(/one-time-code/.test(selector) ? '.kpxc-totp-icon' : '.kpxc-username-icon'),
    async keepTotp(username, secret) {
      // The program has no command for this, so the database is written anew.
      await quit();
      const xml = await exported('xml');
      const name = `<Value>${username}</Value>`;
      const otp = `<String><Key>otp</Key><Value>otpauth://totp/clerk?secret=${secret}</Value></String>`;
      const changed = xml.replace(
        new RegExp(`<String>\\s*<Key>UserName</Key>\\s*${name}`),
        (found) => `${otp}${found}`,
      );
      const file = path.join(folder, 'logins.xml');
      await writeFile(file, changed);
      await rm(database);
      await cli(['import', '-p', file, database], `${MASTER}\n${MASTER}\n`);
      open();
    },
    noSuggestion: 'not tried',
    async close() {
      await firefox.close();
      await quit();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Connects the extension to the open database, as the user does with its button and KeePassXC's question. */
async function connect(firefox: Firefox, mouse: (...args: string[]) => Promise<unknown>): Promise<void> {
  const host = await firefox.inBrowser<string>(
    `return WebExtensionPolicy.getByID('${EXTENSION}').mozExtensionHostname`,
  );
  const popup = `moz-extension://${host}/popups/popup.html`;
  const shows = async (selector: string): Promise<boolean> => {
    await firefox.goto(popup);
    await firefox.waitFor("return !document.querySelector('#initial-state').checkVisibility()");
    return firefox.evaluate<boolean>('return !!document.querySelector(args[0])?.checkVisibility()', selector);
  };
  await eventually(() => shows('#connect-button'));
  await firefox.evaluate("document.querySelector('#connect-button').click()");
  await mouse('search', '--sync', '--name', 'New key association request', 'windowfocus', '--sync');
  await mouse('type', 'tests');
  await mouse('key', 'Return');
  await eventually(() => shows('#configured-and-associated'));
}

async function extensionVersion(): Promise<string> {
  return JSON.parse(await readFile(path.join(EXTENSION_FOLDER, 'manifest.json'), 'utf8')).version;
}
