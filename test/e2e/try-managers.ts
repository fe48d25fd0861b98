/**
 * Tries password managers in browsers with a window, and writes what happened into docs/password-managers.md. It needs Xvfb and
 * xdotool, and Debian's chromium, or firefox-esr with keepassxc and webext-keepassxc-browser.
 *
 *     npm run managers -- firefox chromium keepassxc
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { findFirefox } from '../support/engines.ts';
import { chromiumStore } from '../support/managers/chromium-store.ts';
import { firefoxStore } from '../support/managers/firefox-store.ts';
import { keepassxc } from '../support/managers/keepassxc.ts';
import type { Manager } from '../support/managers/manager.ts';
import { Firefox } from '../support/managers/marionette.ts';
import { writeRow } from '../support/managers/matrix.ts';
import { STORIES, Visit } from '../support/managers/stories.ts';

/** What Debian's script for Chromium starts; the script adds extensions. */
const CHROMIUM = '/usr/lib/chromium/chromium';

interface Candidate {
  browser: string;
  manager: string;
  start(display: string): Promise<Manager & { version: string }>;
}

const CANDIDATES: Readonly<Record<string, Candidate>> = {
  firefox: {
    browser: 'Firefox',
    manager: 'its own',
    async start(DISPLAY) {
      const firefox = await Firefox.launch(requireFirefox(), { DISPLAY });
      return { ...firefoxStore(firefox), version: `Firefox ESR ${firefox.version}` };
    },
  },
  chromium: { browser: 'Chromium', manager: 'its own', start: (display) => chromiumStore(CHROMIUM, display) },
  keepassxc: { browser: 'Firefox', manager: 'KeePassXC', start: (display) => keepassxc(requireFirefox(), display) },
};

const names = process.argv.slice(2);
const display = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const [number] = (await once(createInterface(display.stdout), 'line')) as [string];
try {
  for (const name of names.length > 0 ? names : Object.keys(CANDIDATES)) {
    const candidate = CANDIDATES[name];
    if (!candidate) throw new RangeError(`"${name}" is none of ${Object.keys(CANDIDATES).join(', ')}.`);
    await tryOut(candidate, `:${number}`);
  }
} finally {
  display.kill();
}

async function tryOut({ browser, manager, start }: Candidate, on: string): Promise<void> {
  let version = '';
  const visit = await Visit.begin(async () => {
    const started = await start(on);
    version = started.version;
    return started;
  });
  const cells: string[] = [];
  try {
    for (const [name, story] of Object.entries(STORIES)) {
      // A story needs those before it.
      cells.push(cells.includes('failed') ? 'not tried' : await story(visit).catch(report));
      console.log(`${browser}, ${manager}, ${name}: ${cells.at(-1)}`);
    }
  } finally {
    await visit.close();
  }
  await writeRow({ browser, manager, cells, with: `${version}, ${new Date().toISOString().slice(0, 10)}` });
}

function report(error: unknown): string {
  console.error(error);
  process.exitCode = 1;
  return 'failed';
}

function requireFirefox(): string {
  const found = findFirefox();
  if (!found) throw new Error('There is no Firefox here. Install firefox-esr, or name one by FIREFOX_PATH.');
  return found;
}
