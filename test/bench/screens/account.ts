import { Secret, TOTP } from 'otpauth';
import type { TestBrowser } from '../../support/test-browser.ts';
import type { BenchSite } from './site.ts';

export const PASSWORD = 'quite a fine long phrase';
export const OTHER_PASSWORD = 'another fine long phrase';
/** The code that every test address and number accepts. */
export const CODE = '424242';
const TOTP_STEP = 30_000;

let people = 0;

/** Returns an address that nobody has used before. The server sends nothing to it, and takes {@link CODE}. */
export const newAddress = (): string => `person${++people}+clerk_test@example.com`;

/** Returns a number that nobody has used before, without its country code. */
export const newNumber = (): string => {
  const next = ++people;
  return `${201 + Math.floor(next / 100)}55501${String(next % 100).padStart(2, '0')}`;
};

/** An account, and a browser that is signed in to it and prepares what a job needs. */
export class Account {
  readonly email: string;
  readonly browser: TestBrowser;

  private constructor(email: string, browser: TestBrowser) {
    this.email = email;
    this.browser = browser;
  }

  /** Signs a new user up through the API. */
  static async create(
    site: BenchSite,
    { email = newAddress(), password = PASSWORD as string | null } = {},
  ): Promise<Account> {
    const browser = site.client();
    const account = new Account(email, browser);
    const { id } = await account.#post('client/sign_ups', { email_address: email, ...(password ? { password } : {}) });
    await account.#post(`client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
    const code = email.includes('+clerk_test') ? CODE : ((await site.message(email)).code ?? '');
    await account.#post(`client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code });
    return account;
  }

  /** Adds an account at the provider. @returns its `sub` */
  static addAtProvider({ provider }: BenchSite): string {
    const sub = `person${++people}`;
    provider.accounts.push({ sub, email: `${sub}@example.com`, email_verified: true });
    return sub;
  }

  /** Signs a new user up through the provider. @returns the account's `sub` there */
  static async createAtProvider(site: BenchSite): Promise<string> {
    const sub = Account.addAtProvider(site);
    const account = new Account(`${sub}@example.com`, site.client());
    const back = `${site.origin}/home`;
    const { verifications } = await account.#post('client/sign_ups', {
      strategy: 'oauth_custom_acme',
      redirect_url: back,
      action_complete_redirect_url: back,
    });
    const to = verifications.external_account.external_verification_redirect_url;
    const { pathname, search } = await site.provider.authorize(to, sub);
    await account.browser.fetch(pathname + search, { redirect: 'manual' });
    return sub;
  }

  /** Turns the authenticator app on. @returns what shows its next code, and the backup codes */
  async addTotp(): Promise<{ code(): string; backupCodes: string[] }> {
    const { secret } = await this.#post('me/totp');
    const codeAt = (timestamp: number): string => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp });
    // A code counts once. The one of the step before leaves the current one for the job.
    const verified = await this.#post('me/totp/attempt_verification', { code: codeAt(Date.now() - TOTP_STEP) });
    return { code: () => codeAt(Date.now()), backupCodes: verified.backup_codes };
  }

  /** Turns text messages on as a second factor. */
  async addSms(): Promise<void> {
    const { id } = await this.#post('me/phone_numbers', { phone_number: `+1${newNumber()}` });
    await this.#post(`me/phone_numbers/${id}/prepare_verification`, { strategy: 'phone_code' });
    await this.#post(`me/phone_numbers/${id}/attempt_verification`, { code: CODE });
    await this.#post(`me/phone_numbers/${id}?_method=PATCH`, { reserved_for_second_factor: 'true' });
  }

  async #post(path: string, form: Record<string, string> = {}): Promise<ReturnType<typeof JSON.parse>> {
    const { status, response, body } = await this.browser.post(`/v1/${path}`, form);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return response;
  }
}
