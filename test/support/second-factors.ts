import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { TestInstance } from './instance.ts';
import type { Answer, TestBrowser } from './test-browser.ts';

/** Milliseconds of a time step. */
export const TOTP_STEP = 30_000;

/** An authenticator app that holds one seed. */
export interface AuthenticatorApp {
  secret: string;
  /** As they were shown when the app was switched on. */
  backupCodes: string[];
  /** What the app shows now, or so many steps from now. */
  code(steps?: number): string;
}

/** Sets up an authenticator app for the signed-in user, and moves the clock to a time step whose code was never used. */
export async function enrolTotp(instance: TestInstance, browser: TestBrowser): Promise<AuthenticatorApp> {
  const begun = await browser.post('/v1/me/totp');
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const { secret } = begun.response;
  const code = (steps = 0): string =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: instance.clock.now() + steps * TOTP_STEP });
  const verified = await browser.post('/v1/me/totp/attempt_verification', { code: code() });
  assert.equal(verified.status, 200, JSON.stringify(verified.body));
  instance.clock.advance(2 * TOTP_STEP);
  return { secret, backupCodes: verified.response.backup_codes ?? [], code };
}

/** The code of the newest message that has one. */
export function newestCode(instance: TestInstance, to: string): string {
  const code = instance.mailbox.to(to).findLast((message) => message.code !== undefined)?.code;
  assert.ok(code, `No code was sent to ${to}.`);
  return code;
}

/** Nothing of a session is there: not in the attempt, not in the client, not in a cookie, not on demand. */
export async function assertNoSession(browser: TestBrowser, { response, client }: Answer): Promise<void> {
  assert.equal(response.created_session_id, null);
  assert.deepEqual(client?.sessions, []);
  assert.equal(client?.last_active_session_id, null);
  assert.ok(!JSON.stringify([response, client]).includes('"jwt"'));
  assert.ok(!/(^|;)__session/.test([...browser.cookies.keys()].join(';')));
  assert.ok(!Number(browser.cookies.get('__client_uat') ?? '0'));
  assert.equal((await browser.get('/v1/me')).status, 401);
  assert.equal((await browser.get('/v1/client')).response.sessions.length, 0);
}
