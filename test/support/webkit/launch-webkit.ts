import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { WebKitPrograms } from '../engines.ts';
import { freePort } from '../listen.ts';
import type { StoryBrowser, StoryContext, StoryContextOptions } from '../story-page.ts';
import { WebDriverSession } from './session.ts';
import { patiently } from './patiently.ts';
import { WebKitPage } from './webkit-page.ts';
import { witnessWebKit } from './witness-webkit.ts';

/** The browser's own bar would be wider than a phone. */
const NARROW_BAR = '* { padding: 0; margin: 0; min-width: 0; min-height: 0; font-size: 1px; border-width: 0; }';
const WINDOW = { width: 1280, height: 900 };

/** Starts a display, on which each context is a browser of its own: a driver has one session at a time. */
export async function launchWebKit({ driver, xvfb }: WebKitPrograms): Promise<StoryBrowser> {
  const home = await mkdtemp(path.join(tmpdir(), 'clerk-widgets-webkit-'));
  await mkdir(path.join(home, 'gtk-3.0'));
  await writeFile(path.join(home, 'gtk-3.0', 'gtk.css'), NARROW_BAR);
  const screen = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1400x1200x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [display] = (await once(createInterface({ input: screen.stdio[3] as Readable }), 'line')) as [string];
  const contexts = new Set<StoryContext>();
  return {
    async newContext(options = {}) {
      const env = { DISPLAY: `:${display}`, XDG_CONFIG_HOME: home, HOME: home };
      const context = await newContext(driver, env, argumentsFor(options), options.viewport);
      contexts.add(context);
      return context;
    },
    async close() {
      await Promise.all([...contexts].map((context) => context.close()));
      await end(screen);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function newContext(
  driver: string,
  env: NodeJS.ProcessEnv,
  args: string[],
  viewport = WINDOW,
): Promise<StoryContext> {
  const port = await freePort('127.0.0.1');
  const child = spawn(driver, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, ...env } });
  const url = `http://127.0.0.1:${port}`;
  await patiently('WebKitWebDriver starts', async () => (await fetch(`${url}/status`)).ok);
  const session = await WebDriverSession.create(url, {
    'webkitgtk:browserOptions': { args },
    // A script may wait for several answers of a slow machine.
    timeouts: { script: 120_000, pageLoad: 300_000 },
  });
  const pages = new Set<WebKitPage>();
  const forget = witnessWebKit(pages);
  let isOpen = true;
  return {
    async newPage() {
      const page = await WebKitPage.open(session, viewport);
      pages.add(page);
      return page;
    },
    cookies: () => session.send('GET', '/cookie'),
    async close() {
      if (!isOpen) return;
      isOpen = false;
      forget();
      await session.send('DELETE', '').catch(() => {});
      await end(child);
    },
  };
}

function argumentsFor({ colorScheme, javaScriptEnabled = true }: StoryContextOptions): string[] {
  return [
    '--automation',
    ...(colorScheme === 'dark' ? ['--dark-mode'] : []),
    ...(javaScriptEnabled ? [] : ['--enable-javascript=false']),
  ];
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
