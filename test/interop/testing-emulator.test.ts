import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClerkClient } from '@clerk/backend';
import type { Browser } from 'playwright';
import { createEmulator, type Emulator } from '../../src/entries/testing.ts';
import { launchBrowser } from '../support/browser.ts';
import { clerk, clerkSetup, setupClerkTestingToken } from '../support/clerk-testing.ts';
import { start } from '../support/running-app.ts';

const ADA = 'ada+clerk_test@example.com';
const PHONE = '+12015550123';
const PASSWORD = 'correct horse';

let emulator: Emulator;
let browser: Browser;
let app: Awaited<ReturnType<typeof start>>;
/** Its pages are on the site of the emulator, which is `localhost`. */
let origin: string;

before(async () => {
  app = await start((_incoming, outgoing) => {
    outgoing.setHeader('content-type', 'text/html');
    const script = `<script async src="${emulator.url}/clerk.js?elements=user-button"></script>`;
    outgoing.end(`<!doctype html><title>App</title><clerk-user-button></clerk-user-button>${script}`);
  });
  origin = app.origin.replace('127.0.0.1', 'localhost');
  emulator = await createEmulator({
    seed: { users: [{ id: 'user_ada', emailAddresses: [ADA], phoneNumbers: [PHONE], password: PASSWORD }] },
    settings: { allowedOrigins: [origin], attributes: { phoneNumber: 'optional' } },
  });
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await emulator?.close();
  app?.close();
});

test('@clerk/testing is set up by the variables of the emulator, without Clerk’s own API', async () => {
  const kept = { ...process.env };
  try {
    delete process.env.CLERK_TESTING_TOKEN;
    Object.assign(process.env, emulator.env);
    await clerkSetup({ dotenv: false });
    assert.match(process.env.CLERK_TESTING_TOKEN ?? '', /^\d+-/);
    const backend = createClerkClient({ secretKey: emulator.secretKey, apiUrl: emulator.url });
    const { token: ticket } = await backend.signInTokens.createSignInToken({
      userId: 'user_ada',
      expiresInSeconds: 60,
    });
    const ways = [
      { strategy: 'password', identifier: ADA, password: PASSWORD },
      { strategy: 'email_code', identifier: ADA },
      { strategy: 'phone_code', identifier: PHONE },
      { strategy: 'ticket', ticket },
    ];
    for (const signInParams of ways) {
      const page = await (await browser.newContext()).newPage();
      await setupClerkTestingToken({ page });
      await page.goto(origin);
      await clerk.signIn({ page, signInParams });
      await page.waitForFunction(() => window.Clerk?.user?.id === 'user_ada');
      await clerk.signOut({ page });
      await page.waitForFunction(() => window.Clerk?.user === null);
      await page.context().close();
    }
  } finally {
    process.env = kept;
  }
});
