import { randomBytes } from 'node:crypto';
import { TOTP } from 'otpauth';
import type { Page } from 'playwright';
import { drawPicture } from '../support/pictures.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { codeInput, codeSent, continueWith, signedIn, userButton } from './steps.ts';

const TEST_CODE = '424242';
const PASSWORD = 'a fine long phrase of mine';

/** Takes a picture of what the page shows. */
export type Shoot = (name: string) => Promise<void>;

/**
 * Leads a new user of the demo, which has every sign-in method, through every editor of the profile, with pictures of
 * each step.
 *
 * @param name part of the user's address
 */
export async function walkAccount(page: Page, origin: string, name: string, shoot: Shoot): Promise<void> {
  await page.addInitScript(await testWalletScript({ privateKey: randomBytes(32).toString('hex') }));
  await addVirtualAuthenticator(page);
  await page.goto(`${origin}/sign-up`);
  await page.locator('input[name=emailAddress]').fill(`bo.${name}+clerk_test@example.com`);
  await page.locator('input[name=password]').fill(PASSWORD);
  await shoot('ways-in-sign-up');
  // Where fingers point, the label is larger than the box, and lies over it.
  await page.locator('input[name=legalAccepted]').check({ force: true });
  await continueWith(page);
  await codeSent(page);
  await codeInput(page).fill(TEST_CODE);
  await signedIn(page, origin);
  const walk = new Walk(page, shoot);
  await page.goto(`${origin}/user`);
  await walk.profile();
  await walk.identifiers(name);
  await walk.connections(name);
  await page.goto(`${origin}/user/security`);
  await walk.security();
  await walk.devices(origin, `bo.${name}+clerk_test@example.com`);
  await walk.twoStep();
  await page.goto(`${origin}/user/notebook`);
  await page.locator('clerk-user-profile-page:not([hidden])').waitFor();
  await shoot('custom-page');
  // The start page has a sign-in form, for which the virtual authenticator would answer at once.
  await page.goto(`${origin}/invite`);
  await userButton(page).click();
  await page.locator('.cl-userButtonPopoverCard').waitFor();
  await shoot('user-button-menu');
  await page.getByRole('button', { name: 'Manage account' }).click();
  await page.locator('.cl-modalContent .cl-profileSection__username').waitFor();
  await shoot('dialog-account');
}

class Walk {
  readonly #page: Page;
  readonly #shoot: Shoot;

  constructor(page: Page, shoot: Shoot) {
    this.#page = page;
    this.#shoot = shoot;
  }

  async profile(): Promise<void> {
    const page = this.#page;
    await page.locator('.cl-profileSection__web3Wallets').waitFor();
    await this.#shoot('account');
    await this.#open('Change profile picture', 'picture');
    const picture = { name: 'sea.png', mimeType: 'image/png', buffer: await drawPicture(900, 600).png().toBuffer() };
    await page.locator('.cl-actionCard input[type=file]').setInputFiles(picture);
    await page.locator('.cl-avatarImageCrop').waitFor();
    await this.#shoot('picture-crop');
    await this.#save('picture-saved');
    await this.#open('Change profile picture', 'picture-remove');
    await this.#cancel();
    await this.#open('Update profile', 'names');
    await page.locator('input[name=firstName]').fill('Bo');
    await page.locator('input[name=lastName]').fill('Lindqvist');
    await this.#save('names-saved');
    await this.#open('Set username', 'username');
    await page.locator('input[name=username]').fill('b');
    await this.#press();
    await page.locator('.cl-actionCard [aria-invalid=true]').waitFor();
    await this.#shoot('username-error');
    await this.#cancel();
  }

  async identifiers(name: string): Promise<void> {
    const page = this.#page;
    await this.#open('Add email address', 'email');
    await page.locator('input[name=emailAddress]').fill(`bo.${name}@gmial.com`);
    await this.#press();
    await page.locator('.cl-formFieldWarningText').waitFor();
    await this.#shoot('email-mistake');
    await page.locator('input[name=emailAddress]').fill(`second.${name}+clerk_test@example.com`);
    await this.#press();
    await codeSent(page);
    await this.#shoot('email-code');
    await codeInput(page).fill('000000');
    await page.locator('.cl-actionCard [aria-invalid=true]').waitFor();
    await this.#shoot('email-code-wrong');
    await codeInput(page).fill(TEST_CODE);
    await this.#closed('email-verified');
    await this.#menu('second.', 'email-menu');
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await this.#card('email-remove');
    await this.#cancel();
    await this.#open('Add phone number', 'phone');
    await page.locator('.cl-actionCard input[type=tel]').fill(numberOf(name));
    await this.#press();
    await codeSent(page);
    await this.#shoot('phone-code');
    await codeInput(page).fill(TEST_CODE);
    await this.#closed('phone-verified');
    await this.#menu('+1', 'phone-menu');
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await this.#card('phone-remove');
    await this.#cancel();
  }

  async connections(name: string): Promise<void> {
    const page = this.#page;
    await this.#open('Connect account', 'connect');
    await page.getByRole('button', { name: 'Notary', exact: true }).click();
    await page.locator('input[name=login]').fill(name);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.locator('.cl-profileSectionListItem__connectedAccounts').waitFor();
    await this.#shoot('connected');
    await this.#menu('Notary', 'connected-menu');
    await page.getByRole('menuitem', { name: 'Disconnect' }).click();
    await this.#card('disconnect');
    await this.#cancel();
    await this.#open('Connect wallet', 'wallet');
    await page.getByRole('button', { name: 'MetaMask', exact: true }).click();
    await this.#closed('wallet-connected');
    await this.#menu('0x', 'wallet-menu');
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await this.#card('wallet-remove');
    await this.#cancel();
  }

  async security(): Promise<void> {
    const page = this.#page;
    await page.locator('.cl-activeDeviceListItem').waitFor();
    await this.#shoot('security');
    await this.#open('Update password', 'password');
    await page.locator('input[name=newPassword]').fill('short');
    await this.#press();
    await page.locator('.cl-actionCard [aria-invalid=true]').waitFor();
    await this.#shoot('password-error');
    await page.locator('input[name=newPassword]').fill(`${PASSWORD} again`);
    await this.#save('password-saved');
    await page.getByRole('button', { name: 'Add a passkey', exact: true }).click();
    await page.locator('.cl-profileSectionItem__passkeys').waitFor();
    await this.#shoot('passkey-added');
    for (const entry of ['Rename', 'Remove']) {
      await page.locator('.cl-profileSection__passkeys .cl-menuButton').click();
      if (entry === 'Rename') await this.#shoot('passkey-menu');
      await page.getByRole('menuitem', { name: entry }).click();
      await this.#card(`passkey-${entry.toLowerCase()}`);
      await this.#cancel();
    }
    await this.#open('Delete account', 'delete');
    await this.#cancel();
  }

  async twoStep(): Promise<void> {
    const page = this.#page;
    await this.#open('Add two-step verification', 'two-step');
    await page.locator('.cl-actionCard .cl-choice', { hasText: 'Text message' }).click();
    await this.#card('two-step-number');
    await this.#cancel();
    await page.getByRole('button', { name: 'Add two-step verification', exact: true }).click();
    await page.locator('.cl-actionCard .cl-choice', { hasText: 'Authenticator app' }).click();
    await page.locator('.cl-qrCode').waitFor();
    await this.#shoot('security-authenticator');
    await page.getByRole('button', { name: 'Can’t scan?' }).click();
    await page.locator('.cl-copyable').first().waitFor();
    await this.#shoot('authenticator-key');
    const [secret = ''] = (await page.locator('.cl-actionCard').innerText()).match(/\b[A-Z2-7]{32}\b/) ?? [];
    await this.#press();
    await codeSentOrAsked(page);
    await this.#shoot('authenticator-code');
    await codeInput(page).fill(new TOTP({ secret }).generate());
    await page.locator('.cl-backupCodes').waitFor();
    await this.#shoot('backup-codes');
    await this.#save('two-step-added');
    for (const [row, entry, name] of [
      ['Authenticator app', 'Remove', 'authenticator-remove'],
      ['Backup codes', 'Create new codes', 'backup-codes-again'],
    ] as const) {
      await this.#menu(row, `${name}-menu`);
      await page.getByRole('menuitem', { name: entry }).click();
      await this.#card(name);
      await this.#cancel();
    }
  }

  /** Signs two other browsers in, and out again. */
  async devices(origin: string, emailAddress: string): Promise<void> {
    const page = this.#page;
    for (let left = 2; left > 0; left--) {
      const other = await page.context().browser()?.newContext();
      const tab = await other?.newPage();
      await tab?.goto(`${origin}/sign-in`);
      await tab?.locator('input[name=identifier]').fill(emailAddress);
      await tab?.locator('input[name=password]').fill(`${PASSWORD} again`);
      if (tab) await continueWith(tab).then(() => signedIn(tab, origin));
      await other?.close();
    }
    await page.reload();
    await page.locator('.cl-activeDeviceListItem').nth(2).waitFor();
    await this.#shoot('devices');
    await page.getByRole('button', { name: 'Sign out: ' }).first().click();
    await this.#card('device-revoke');
    await this.#cancel();
    await this.#open('Sign out of all other devices', 'devices-revoke');
    await this.#save('devices-revoked');
  }

  /** Opens an editor. */
  async #open(button: string, name: string): Promise<void> {
    await this.#page.getByRole('button', { name: button, exact: true }).click();
    await this.#card(name);
  }
  async #card(name: string): Promise<void> {
    await this.#page.locator('.cl-actionCard').waitFor();
    await this.#shoot(name);
  }
  async #press(): Promise<void> {
    await this.#page.locator('.cl-actionCard .cl-formButtonPrimary').click();
  }
  async #cancel(): Promise<void> {
    await this.#page.locator('.cl-actionCard .cl-formButtons .cl-formButtonReset').click();
    await this.#page.locator('.cl-actionCard').waitFor({ state: 'detached' });
  }
  async #save(name: string): Promise<void> {
    await this.#press();
    await this.#closed(name);
  }
  async #closed(name: string): Promise<void> {
    await this.#page.locator('.cl-actionCard').waitFor({ state: 'detached' });
    // What the profile says for some seconds stays for the picture.
    await this.#page.locator('.cl-notice').evaluate((notice: HTMLElement) => {
      notice.style.animation = 'none';
    });
    await this.#shoot(name);
    await this.#page.locator('.cl-notice').evaluate((notice: HTMLElement) => {
      notice.style.animation = '';
    });
  }
  /** Opens the menu of a row. */
  async #menu(row: string, name: string): Promise<void> {
    const rows = this.#page.locator('.cl-profileSectionListItem', { hasText: row });
    await rows.first().locator('.cl-menuButton').click();
    await this.#page.getByRole('menuitem').first().waitFor();
    await this.#shoot(name);
  }
}

async function codeSentOrAsked(page: Page): Promise<void> {
  await codeInput(page).waitFor();
}

/** Returns a fictional number of its own for each user. */
function numberOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 100;
  return `+1201555010${sum % 10}`.slice(0, 10) + String(sum).padStart(2, '0');
}
