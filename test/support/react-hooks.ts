import assert from 'node:assert/strict';
import type { Page } from 'playwright';

/** What hooks answer whoever is signed in. Those of features that the server does not have are idle, or say so. */
const ALWAYS = {
  useSignInCalls: [true, null, 'function'],
  useSignUpCalls: [true, null, 'function'],
  useSignInSignal: ['idle', 'needs_identifier', null],
  useSignUpSignal: ['idle', 'missing_requirements', null],
  useWaitlist: ['idle', 'function'],
  useReverification: ['function'],
  useOrganization: [true, null],
  useOrganizationCreationDefaults: [false, null, null],
  usePlans: [false, 0, null],
  useStatements: [false, 0, null],
  usePaymentMethods: [false, 0, null],
  usePaymentAttempts: [false, 0, null],
  useSubscription: [false, null, null],
  useOAuthDeviceVerification: [false, 'function'],
};

/**
 * Expects what the page of the React app shows of each hook.
 *
 * @param answers of those that depend on who is signed in
 */
export async function expectHooks(page: Page, answers: Record<string, unknown>): Promise<void> {
  for (const loaded of ['useUser', 'useOrganization']) await page.locator(`#${loaded}`, { hasText: 'true' }).waitFor();
  assert.deepEqual(await page.locator('.thrown').allInnerTexts(), []);
  const lines = await page.locator('li').allInnerTexts();
  const found = Object.fromEntries(
    lines.map((line) => {
      const [, name = '', json = ''] = /^(\w+): (.*)/.exec(line) ?? [];
      return [name, JSON.parse(json) as unknown];
    }),
  );
  // React Query asks the features that refuse several times, and then says why.
  const { useAPIKeys, useOAuthConsent } = found;
  const all: Record<string, unknown> = { ...ALWAYS, ...answers, useAPIKeys, useOAuthConsent };
  assert.deepEqual(found, Object.fromEntries(Object.keys(found).map((name) => [name, all[name]])));
}
