import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Driver } from './driver.ts';

/** A page of the browser, or the browser's own windows and services. */
type Context = 'content' | 'chrome';

/** Milliseconds between two looks at the browser. */
const PAUSE = 100;
/** Milliseconds after which a wait fails. */
const LIMIT = 120_000;
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

const PREFERENCES = {
  // Firefox has a set of preferences for automation, which turns its password manager off.
  'remote.prefs.recommended': false,
  'marionette.port': 0,
  'signon.rememberSignons': true,
  'signon.autofillForms': true,
  'signon.generation.enabled': true,
  // Its notifications take no click in the first half second.
  'security.notification_enable_delay': 0,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.page': 0,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'extensions.update.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'xpinstall.signatures.required': false,
  'focusmanager.testmode': true,
};

/** A Firefox with a fresh profile, driven by Marionette, which reaches its password store and its own windows. */
export class Firefox implements Driver {
  #nextId = 0;
  #received = Buffer.alloc(0);
  #context: Context = 'content';
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #process: ChildProcess;
  readonly #socket: Socket;
  readonly #profile: string;
  /** Such as `153.0`. */
  version = '';

  private constructor(process: ChildProcess, socket: Socket, profile: string) {
    this.#process = process;
    this.#socket = socket;
    this.#profile = profile;
    socket.on('data', (data) => this.#receive(data));
    socket.on('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('Firefox has closed the connection.'));
    });
  }

  /** @param env of the process, such as the display; without one, Firefox has no window */
  static async launch(program: string, env: Record<string, string> = {}): Promise<Firefox> {
    const profile = await mkdtemp(path.join(tmpdir(), 'clerk-firefox-'));
    const lines = Object.entries(PREFERENCES).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(path.join(profile, 'user.js'), lines.join('\n'));
    const args = ['--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile];
    if (!env['DISPLAY']) args.push('--headless');
    // A home of its own keeps the settings of the user out.
    const child = spawn(program, args, { env: { ...process.env, HOME: profile, ...env }, stdio: 'ignore' });
    const port = await portOf(profile, child);
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const firefox = new Firefox(child, socket, profile);
    const session = (await firefox.#send('WebDriver:NewSession', { capabilities: {} })) as {
      capabilities: { browserVersion: string };
    };
    firefox.version = session.capabilities.browserVersion;
    await firefox.#send('WebDriver:SetTimeouts', { script: LIMIT, pageLoad: LIMIT, implicit: 0 });
    return firefox;
  }

  async goto(url: string): Promise<void> {
    await this.#send('WebDriver:Navigate', { url }, 'content');
  }

  evaluate<Result>(body: string, ...args: unknown[]): Promise<Result> {
    return this.#run('content', body, args);
  }

  /** Runs the body of an async function in the browser's own window, where `Services` and the toolbar are. */
  inBrowser<Result>(body: string, ...args: unknown[]): Promise<Result> {
    return this.#run('chrome', body, args);
  }

  async click(selector: string): Promise<void> {
    await this.waitFor(`return !!${first('args[0]')}`, selector);
    await this.#send('WebDriver:ElementClick', { id: await this.#find(selector) }, 'content');
  }

  async type(selector: string, text: string): Promise<void> {
    await this.click(selector);
    await this.evaluate(`${first('args[0]')}.select()`, selector);
    await this.#send('WebDriver:ElementSendKeys', { id: await this.#find(selector), text }, 'content');
  }

  async clear(selector: string): Promise<void> {
    await this.click(selector);
    await this.evaluate(`${first('args[0]')}.select(); document.execCommand('delete')`, selector);
  }

  async waitFor(condition: string, ...args: unknown[]): Promise<void> {
    await this.#until('content', condition, args);
  }

  /** Waits until the body of a function in the browser's own window returns something true, and returns that. */
  untilInBrowser<Result>(condition: string, ...args: unknown[]): Promise<Result> {
    return this.#until('chrome', condition, args) as Promise<Result>;
  }

  /** Runs the body of an async function in the page, with the rights of the browser: it sees closed shadow roots. */
  inPage<Result>(body: string, ...args: unknown[]): Promise<Result> {
    return this.#run('content', body, args, 'system');
  }

  /** Waits until the body of such a function returns something true, and returns that. */
  untilInPage<Result>(condition: string, ...args: unknown[]): Promise<Result> {
    return this.#until('content', condition, args, 'system') as Promise<Result>;
  }

  /** Presses a point of the page, as a person does with a mouse. */
  async press(x: number, y: number): Promise<void> {
    const [move, down, up] = [
      { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    const actions = [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: [move, down, up] }];
    await this.#send('WebDriver:PerformActions', { actions }, 'content');
  }

  /** Installs an extension for as long as the browser runs. */
  async install(folder: string): Promise<void> {
    await this.#send('Addon:Install', { path: folder, temporary: true }, 'chrome');
  }

  async close(): Promise<void> {
    const ended = once(this.#process, 'exit');
    await this.#send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => this.#process.kill('SIGKILL'));
    await ended;
    this.#socket.destroy();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #until(context: Context, condition: string, args: unknown[], sandbox: string | null = null): Promise<unknown> {
    const end = performance.now() + LIMIT;
    for (;;) {
      // A page that is being left answers with an error.
      const value = await this.#run(context, condition, args, sandbox).catch(
        (error: Error) => void (this.#lastError = error),
      );
      if (value) return value;
      if (performance.now() > end) {
        throw new Error(`This did not hold in time: ${condition} ${JSON.stringify(args)}`, { cause: this.#lastError });
      }
      await wait(PAUSE);
    }
  }
  #lastError: Error | undefined;

  async #run<Result>(context: Context, body: string, args: unknown[], sandbox: string | null = null): Promise<Result> {
    const script = `const [args, done] = [arguments[0], arguments[arguments.length - 1]];
      (async () => { ${body} })().then((value) => done({ value: value ?? null }), (e) => done({ error: String(e) }));`;
    const params = { script, args: [args], sandbox, newSandbox: false };
    const answer = (await this.#send('WebDriver:ExecuteAsyncScript', params, context)) as {
      value: { value: Result; error?: string };
    };
    if (answer.value.error !== undefined) throw new Error(answer.value.error);
    return answer.value.value;
  }

  async #find(selector: string): Promise<string> {
    const { value } = (await this.#send(
      'WebDriver:ExecuteScript',
      { script: `return ${first('arguments[0]')}`, args: [selector], sandbox: null },
      'content',
    )) as { value: Record<string, string> };
    return value[ELEMENT] as string;
  }

  async #send(name: string, params: object, context: Context = this.#context): Promise<unknown> {
    if (context !== this.#context) {
      this.#context = context;
      await this.#send('Marionette:SetContext', { value: context });
    }
    const id = this.#nextId++;
    const answer = new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    const text = JSON.stringify([0, id, name, params]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return answer;
  }

  /** Reads messages of the form `LENGTH:JSON`. The first one is a greeting without an id. */
  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      const end = colon + 1 + Number(this.#received.subarray(0, Math.max(colon, 0)).toString());
      if (colon < 0 || this.#received.length < end) return;
      const message = JSON.parse(this.#received.subarray(colon + 1, end).toString()) as
        | [number, number, { error: string; message: string } | null, unknown]
        | object;
      this.#received = this.#received.subarray(end);
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message;
      const waiting = this.#pending.get(id);
      this.#pending.delete(id);
      if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
      else waiting?.resolve(result);
    }
  }
}

/** Returns the expression for the first element that matches and is not in a closed or hidden part of the page. */
function first(selector: string): string {
  return `[...document.querySelectorAll(${selector})].find((each) => each.checkVisibility())`;
}

async function portOf(profile: string, child: ChildProcess): Promise<number> {
  for (const end = performance.now() + LIMIT; performance.now() < end; await wait(PAUSE)) {
    if (child.exitCode !== null) throw new Error(`Firefox ended with ${child.exitCode}.`);
    const port = await readFile(path.join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '');
    if (port) return Number(port);
  }
  throw new Error('Firefox did not start in time.');
}
