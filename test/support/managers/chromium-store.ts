import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type BrowserContext, chromium } from 'playwright';
import { ChromiumWindows, type View } from './chromium-windows.ts';
import { eventually } from './eventually.ts';
import type { Login, Manager } from './manager.ts';
import { playwrightDriver } from './playwright-driver.ts';

/** Milliseconds after which an action fails. */
const LIMIT = 120_000;
/** The bubble that asks whether to save or update a password. */
const BUBBLE = 'PasswordSaveUpdateView';
/** What Playwright would turn off. */
const UNWANTED = [
  '--disable-save-password-bubble',
  '--enable-automation',
  '--disable-extensions',
  '--use-mock-keychain',
];

/** Starts Chromium with a fresh profile on a display. Its own password manager keeps its logins in that profile. */
export async function chromiumStore(executablePath: string, display: string): Promise<Manager & { version: string }> {
  const profile = await mkdtemp(path.join(tmpdir(), 'clerk-chromium-'));
  const folder = path.join(profile, 'Default');
  await mkdir(folder);
  // Debian's own default turns the password manager off.
  await writeFile(path.join(folder, 'Preferences'), JSON.stringify({ credentials_enable_service: true }));
  await writeFile(path.join(profile, 'First Run'), '');
  const context = await launch(executablePath, profile, display);
  context.setDefaultTimeout(LIMIT);
  const windows = await ChromiumWindows.open(profile, display);
  const [page = await context.newPage()] = context.pages();
  const view = async (find: (views: View[]) => View | undefined): Promise<View> =>
    eventually(async () => find((await windows.read(BUBBLE)) ?? []));
  return {
    driver: playwrightDriver(page),
    version: `Chromium ${context.browser()?.version()}`,
    async question() {
      return eventually(async () => {
        const views = (await windows.read(BUBBLE)) ?? [];
        const texts = views.filter(({ name }) => name === 'Textfield').map(({ text }) => text);
        const isUpdate = views.some(({ text }) => /^Update password\?$/.test(text));
        const isSave = views.some(({ text }) => /^Save password\?$/.test(text));
        if (texts.length < 2 || isUpdate === isSave) return undefined;
        return { kind: isUpdate ? 'update' : 'save', username: texts[0] as string, password: texts[1] as string };
      });
    },
    isAsking: () => windows.isOpen(BUBBLE),
    async accept() {
      const answer = (views: View[]) =>
        views.find(({ name, text }) => name === 'MdTextButton' && /^(Save|Update password)$/.test(text));
      await eventually(async () => {
        // A bubble that has just appeared takes no click.
        await windows.press(await view(answer));
        await page.waitForTimeout(1000);
        return !(await windows.isOpen(BUBBLE));
      });
    },
    saved: () => read(path.join(folder, 'Login Data')),
    // Scripts cannot read what is filled in before the user has touched the page.
    async askToFill(selector) {
      const headings = 'xpath=ancestor::*[.//h1 or .//h2][1]//*[self::h1 or self::h2]';
      await page.locator(selector).locator(headings).first().click();
    },
    noSuggestion: 'not tried',
    async close() {
      windows.close();
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function launch(executablePath: string, profile: string, display: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    headless: false,
    executablePath,
    env: { ...process.env, DISPLAY: display },
    viewport: null,
    ignoreDefaultArgs: UNWANTED,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--window-size=1280,900',
      '--window-position=0,0',
      '--enable-ui-devtools=0',
    ],
  });
}

/** Reads the file of the profile in which Chromium keeps logins. Without a keyring of the system it has a fixed key. */
async function read(file: string): Promise<Login[]> {
  const copy = path.join(path.dirname(file), 'Copied Login Data');
  await copyFile(file, copy);
  const database = new DatabaseSync(copy, { readOnly: true });
  const rows = database.prepare('SELECT username_value, password_value FROM logins ORDER BY username_value').all();
  database.close();
  const key = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
  return rows.map((row) => {
    const decipher = createDecipheriv('aes-128-cbc', key, Buffer.alloc(16, ' '));
    const sealed = Buffer.from(row['password_value'] as Uint8Array).subarray('v10'.length);
    const password = Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
    return { username: row['username_value'] as string, password };
  });
}
