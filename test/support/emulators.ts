import '../../build/source-hooks.ts';
import { after } from 'node:test';
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/entries/testing.ts';
import { CHROME } from './instance.ts';
import { TestBrowser } from './test-browser.ts';

export const PAGE = 'http://localhost:3000';

const open = new Set<Emulator>();
after(async () => {
  for (const emulator of open) await emulator.close();
});

/** Opens an emulator that listens on no port, and closes it after the tests of the file. */
export async function openEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator({ port: null, ...options });
  open.add(emulator);
  return emulator;
}

/** Opens a browser on a page of the application. */
export function browserOf(emulator: Pick<Emulator, 'fetch' | 'url'>): TestBrowser {
  return new TestBrowser((request) => emulator.fetch(request), emulator.url, PAGE, CHROME);
}

/** Sends JSON, as a test runner does, and reads the answer. */
export async function ask(emulator: Emulator, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers };
  const response = await emulator.fetch(path, body === undefined ? { headers } : init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** Signs in with a password. @returns the sign-in of the answer */
export async function typePassword(browser: TestBrowser, identifier: string, password: string) {
  const { response } = await browser.post('/v1/client/sign_ins', { identifier, strategy: 'password', password });
  return response;
}
