import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { WebKitPrograms } from './engines.ts';

/** A session of WebKitWebDriver, which has a browser of its own on a display of its own. */
export interface WebKitSession {
  /** Sends a WebDriver command of the session and returns its value. */
  send<Value = unknown>(method: 'GET' | 'POST' | 'DELETE', command: string, body?: object): Promise<Value>;
  /** Tells the browser which colors the user prefers. It may take a moment until pages know. */
  prefer(colorScheme: ColorScheme): Promise<void>;
  close(): Promise<void>;
}

export type ColorScheme = 'light' | 'dark';

/** GTK's themes: WebKit takes the name of the desktop's for the preference of the user. */
const THEMES = { light: 'Adwaita', dark: 'Adwaita-dark' } as const satisfies Record<ColorScheme, string>;

/** WebKit's window has a toolbar, which would otherwise keep the page wider than 320 px. */
const SMALL_TOOLBAR = `* { min-width: 0; min-height: 0; padding: 0; margin: 0; border: 0; font-size: 1px; }`;

/** Larger than any window that a test asks for. */
const SCREEN = '2000x1600x24';

/** Starts a WebKit. Several can run at the same time: each has a display, so that its window has the focus. */
export async function startWebKit({ driver, xvfb, xsettingsd }: WebKitPrograms): Promise<WebKitSession> {
  const home = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-webkit-'));
  const processes: ChildProcess[] = [];
  const endAll = () => processes.forEach((process) => process.kill());
  process.once('exit', endAll);
  const end = async () => {
    process.off('exit', endAll);
    endAll();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await mkdir(path.join(home, 'gtk-3.0'));
    await writeFile(path.join(home, 'gtk-3.0', 'gtk.css'), SMALL_TOOLBAR);

    const screen = spawn(xvfb, ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    processes.push(screen);
    const [display] = await firstOf(screen, once(screen.stdio[3] as Readable, 'data'));

    const DISPLAY = `:${String(display).trim()}`;

    const settings = path.join(home, 'settings');
    const write = (colorScheme: ColorScheme) => writeFile(settings, `Net/ThemeName "${THEMES[colorScheme]}"\n`);
    await write('light');
    const desktop = spawn(xsettingsd, ['-c', settings], { stdio: 'ignore', env: { ...process.env, DISPLAY } });
    processes.push(desktop);

    const port = await freePort();
    const server = spawn(driver, [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY,
        GDK_BACKEND: 'x11',
        WEBKIT_DISABLE_COMPOSITING_MODE: '1',
        XDG_CONFIG_HOME: home,
        XDG_DATA_HOME: home,
        XDG_CACHE_HOME: home,
      },
    });
    processes.push(server);
    await firstOf(server, listening(port));

    const send = async <Value>(method: string, command: string, body?: object) => {
      const response = await fetch(`http://127.0.0.1:${port}/session${command}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
      if (!response.ok) throw new Error(`WebKit answers ${command}: ${value.error} ${value.message}`);
      return value;
    };
    const capabilities = { alwaysMatch: { pageLoadStrategy: 'none', unhandledPromptBehavior: 'ignore' } };
    const { sessionId } = await send<{ sessionId: string }>('POST', '', { capabilities });
    return {
      send: (method, command, body) => send(method, `/${sessionId}${command}`, body),
      async prefer(colorScheme) {
        await write(colorScheme);
        desktop.kill('SIGHUP');
      },
      async close() {
        await send('DELETE', `/${sessionId}`).catch(() => {});
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Resolves as the promise does, and rejects when the process ends before. */
function firstOf<Value>(child: ChildProcess, promise: Promise<Value>): Promise<Value> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with code ${code}.`)));
    }),
  ]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when the driver answers. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
