import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { TestInstance } from './instance.ts';
import type { Answer, TestBrowser } from './test-browser.ts';

/** Milliseconds of a time step. */
export const TOTP_STEP = 30_000;

/** An authenticator app that holds one seed. */
export interface AuthenticatorApp {
  secret: string;
  /** Backup codes that the server returned when the app was verified. */
  backupCodes: string[];
  /** Returns the code that the app shows now, or `steps` time steps later. */
  code(steps?: number): string;
}

/** Sets up an authenticator app for the signed-in user, and moves the clock to a time step with an unused code. */
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

/** Returns the code of the newest message that has one. */
export function newestCode(instance: TestInstance, to: string): string {
  const code = instance.mailbox.to(to).findLast((message) => message.code !== undefined)?.code;
  assert.ok(code, `No code was sent to ${to}.`);
  return code;
}

/** Asserts that the attempt, the client, the cookies and the API hold no session. */
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
