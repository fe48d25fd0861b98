import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright';
import type { ClientResource } from '../../src/client/resources/types/client.ts';
import type { UserResource } from '../../src/client/resources/types/user.ts';
import type { ClerkInstance } from '../../src/client/types.ts';
import type { ConfigInput } from '../../src/server/config/config.ts';
import type { OpenIdProvider } from './openid-provider.ts';
import type { Site } from './site.ts';
import type { TestWallet } from './test-wallet.ts';

export const EMAIL = 'ada+clerk_test@example.com';
/** The first number signs in. The second one is reserved for the second factor. */
export const OWN_PHONE = '+12015550123';
export const SECOND_PHONE = '+12025550147';
/** The code that every test address and test number accepts. */
export const TEST_CODE = '424242';
export const METAMASK = 'web3_metamask_signature';
export const PROVIDER = 'oauth_custom_loop';
/** `sub` of the account at the provider. */
export const SUBJECT = 'ada';

/** Milliseconds after which an authenticator app shows an unused value. */
export const NEXT_VALUE = 60_000;

export interface EnrolledMethods {
  backupCodes: string[];
  /** Returns the value of the authenticator app when the server's clock is `ahead` milliseconds ahead. */
  totp(ahead: number): string;
}

/** `window` of a page that has loaded the package's own script. */
interface Headless {
  Clerk: {
    load(): Promise<void>;
    user: UserResource;
    client: ClientResource;
    setActive: ClerkInstance['setActive'];
  };
  testWallet: TestWallet;
}
declare const window: Headless;

/** Returns settings with every sign-in method and every second factor. A passkey does not replace a second factor. */
export function withEverySignInMethod(issuer: string): Partial<ConfigInput> {
  return {
    attributes: { phoneNumber: 'optional', web3Wallet: 'optional' },
    emailLink: true,
    passkeys: { enabled: true, autofill: false, satisfiesSecondFactor: false },
    wallets: ['metamask'],
    oauth: [{ provider: 'custom', slug: 'loop', name: 'Loop', issuer, clientId: 'app', clientSecret: 'secret' }],
    secondFactors: { totp: true, phoneCode: true },
  };
}

/**
 * Creates an account with every method, through the headless client of a page that has a wallet and an authenticator.
 * Moves the server's clock {@link NEXT_VALUE} ahead.
 */
export async function enrolEverySignInMethod(
  page: Page,
  { site, idp, password }: { site: Site; idp: OpenIdProvider; password: string },
): Promise<EnrolledMethods> {
  const load = async (): Promise<void> => {
    await page.waitForFunction(() => 'Clerk' in globalThis);
    await page.evaluate(() => window.Clerk.load());
  };
  await page.goto(`${site.origin}/plain`);
  await load();
  const leavesFor = await page.evaluate(enrol, {
    email: EMAIL,
    password,
    phones: [OWN_PHONE, SECOND_PHONE],
    code: TEST_CODE,
    wallet: METAMASK,
    provider: PROVIDER,
  });
  await page.goto(leavesFor);
  await signInAtProvider(page, idp);
  await page.waitForURL(`${site.origin}/plain`);
  await load();
  const secret = await page.evaluate(async () => (await window.Clerk.user.createTOTP()).secret ?? '');
  const totp = (ahead: number): string =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
  const { backupCodes } = await page.evaluate((code) => window.Clerk.user.verifyTOTP({ code }), totp(0));
  // This comes last: after the first second factor, every addition requires a reverification.
  await page.evaluate(async (phone) => {
    const added = window.Clerk.user.phoneNumbers.find(({ phoneNumber }) => phoneNumber === phone);
    await added?.setReservedForSecondFactor({ reserved: true });
  }, SECOND_PHONE);
  site.advance(NEXT_VALUE);
  return { backupCodes: [...(backupCodes ?? [])], totp };
}

/** Enters the account on the provider's page. */
export async function signInAtProvider(page: Page, { issuer }: OpenIdProvider): Promise<void> {
  await page.waitForURL(`${issuer}/interaction/**`);
  await page.getByLabel('Account').fill(SUBJECT);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

interface Plan {
  email: string;
  password: string;
  phones: string[];
  code: string;
  wallet: string;
  provider: string;
}

/** Runs in the page. @returns the URL at which the user connects the account of a provider */
async function enrol({ email, password, phones, code, wallet, provider }: Plan): Promise<string> {
  const { Clerk, testWallet } = window;
  const begun = await Clerk.client.signUp.create({ emailAddress: email, password });
  await begun.prepareVerification({ strategy: 'email_code' });
  const { createdSessionId } = await begun.attemptVerification({ strategy: 'email_code', code });
  await Clerk.setActive({ session: createdSessionId });
  for (const phoneNumber of phones) {
    const added = await Clerk.user.createPhoneNumber({ phoneNumber });
    await added.prepareVerification();
    await added.attemptVerification({ code });
  }
  await Clerk.user.createPasskey();
  const added = await Clerk.user.createWeb3Wallet({ web3Wallet: testWallet.address });
  const { verification } = await added.prepareVerification({ strategy: wallet });
  await added.attemptVerification({ strategy: wallet, signature: testWallet.sign(verification.message ?? '') });
  const account = await Clerk.user.createExternalAccount({ strategy: provider, redirectUrl: location.href });
  return String(account.verification.externalVerificationRedirectURL);
}
