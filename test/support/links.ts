import assert from 'node:assert/strict';
import type { TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

/** The page that links redirect to. */
export const LANDING = 'https://app.example.com/sign-in/verify?plan=pro';

/** Returns path, token and URL of the newest link that was sent to an address. */
export function lastLink(instance: TestInstance, to: string): { path: string; token: string; url: string } {
  const { url } = instance.mailbox.to(to).findLast((message) => message.url) ?? {};
  assert.ok(url, `No link was sent to ${to}.`);
  const { pathname, search, searchParams } = new URL(url);
  return { path: pathname + search, token: searchParams.get('token') ?? '', url };
}

/** Opens a link as a browser does when the user taps it: without `Origin`. */
export async function openPage(browser: TestBrowser, path: string, method = 'GET') {
  const response = await browser.fetch(path, { method, headers: { origin: 'none' } });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

/** Submits the form on the page of a link, and returns where the server redirects to. */
export async function confirm(
  browser: TestBrowser,
  token: string,
  fields: Record<string, string> = { answer: 'yes' },
): Promise<{ status: number; to: URL | undefined; session: string | null; outcome: string | null; html: string }> {
  const response = await browser.fetch('/v1/verify', {
    method: 'POST',
    body: new URLSearchParams({ token, ...fields }),
    headers: { origin: 'https://clerk.example.com' },
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  const to = location ? new URL(location) : undefined;
  return {
    status: response.status,
    to,
    session: to?.searchParams.get('__clerk_created_session') ?? null,
    outcome: to?.searchParams.get('__clerk_status') ?? null,
    html: await response.text(),
  };
}

/** Starts a sign-in and requests an email link for it. */
export async function askForLink(
  browser: TestBrowser,
  identifier: string,
  fields: Record<string, string> = { number_match: 'true' },
) {
  const created = await browser.post('/v1/client/sign_ins', { identifier });
  assert.equal(created.status, 200, created.code);
  const path = `/v1/client/sign_ins/${created.response.id}`;
  const form = { strategy: 'email_link', redirect_url: LANDING, ...fields };
  const prepared = await browser.post(`${path}/prepare_first_factor`, form);
  assert.equal(prepared.status, 200, prepared.code);
  return { path, verification: prepared.response.first_factor_verification, prepared };
}

/** Returns the numbers that the page of a link offers. */
export function choicesOf(html: string): string[] {
  return [...html.matchAll(/name="number" value="(\d\d)"/g)].map(([, value = '']) => value);
}
