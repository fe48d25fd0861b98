import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { KeyboardUser } from './keyboard-user.ts';

const CARD = '.cl-actionCard';
/** Milliseconds until the app shows a code that nobody has used. */
const LATER = 60_000;

/** The authenticator app of a user, who moves the clock of the server whenever it is used. */
export class AuthenticatorApp {
  readonly #site: { advance(ms: number): void };
  #secret = '';
  #ahead = 0;

  constructor(site: { advance(ms: number): void }) {
    this.#site = site;
  }

  /** Moves the clocks of the server and the app. */
  advance(ms: number): void {
    this.#ahead += ms;
    this.#site.advance(ms);
  }

  /** Returns a code that was not used before. */
  nextCode(): string {
    this.advance(LATER);
    return TOTP.generate({ secret: Secret.fromBase32(this.#secret), timestamp: Date.now() + this.#ahead });
  }

  /** Sets it up on the security page that is open, by keyboard alone, and keeps the backup codes. */
  async setUp(user: KeyboardUser): Promise<void> {
    const { page } = user;
    await user.use('[data-opens=secondFactor]');
    await page.locator('.cl-qrCode').waitFor();
    await user.use('.cl-formFieldAction__totp');
    this.#secret = (await page.locator('.cl-copyableText__secret').textContent()) ?? '';
    assert.match(this.#secret, /^[A-Z2-7]{32}$/);
    await user.use(`${CARD} .cl-formButtonPrimary`);
    await user.isAt('input[name=code]');
    await user.type(this.nextCode());
    await page.locator('.cl-backupCodes li').first().waitFor();
    assert.equal(await page.locator('.cl-backupCodes li').count(), 10);
    await user.use(`${CARD} .cl-formButtonPrimary`);
    await page.locator(CARD).waitFor({ state: 'detached' });
  }
}
