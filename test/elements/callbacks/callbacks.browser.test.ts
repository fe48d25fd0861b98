import type { EmailLinkErrorCode } from '../../../src/client/email-link-error-code.ts';
import { EmailLinkError } from '../../../src/client/errors.ts';
import { define } from '../../../src/elements/base/define.ts';
import { ClerkEmailLinkVerify } from '../../../src/elements/callbacks/email-link-verify.ts';
import { ClerkSsoCallback } from '../../../src/elements/callbacks/sso-callback.ts';
import { cleanUp, equal, ok } from '../support.ts';
import { AccountClerk, deferred, refusal } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import { violations } from '../violations.ts';

define('clerk-sso-callback', ClerkSsoCallback);
define('clerk-email-link-verify', ClerkEmailLinkVerify);

type Params = Record<string, unknown> & {
  __internal_completed(sessionId: string): boolean;
  onVerifiedOnOtherDevice?(): void;
};

function instance(display: object = {}, captcha = false): AccountClerk {
  const clerk = new AccountClerk([], { display, captcha });
  return Object.assign(clerk, {
    handleRedirectCallback: (params: unknown) => clerk.call('handle', params),
    handleEmailLinkVerification: (params: unknown) => clerk.call('handle', params),
    buildAfterSignInUrl: () => '/home',
    buildSignUpUrl: () => '/sign-up',
  });
}

async function put<Tag extends 'clerk-sso-callback' | 'clerk-email-link-verify'>(
  tag: Tag,
  clerk: AccountClerk,
  attributes: Record<string, string> = {},
): Promise<HTMLElementTagNameMap[Tag]> {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, { clerk: clerk.asInstance });
  document.body.append(element);
  await settle(element);
  return element;
}

/** Makes the next call wait, or fail. */
function answer(clerk: AccountClerk, error?: Error): void {
  const given = (clerk.answers['handle'] = deferred<unknown>());
  given.promise.catch(() => {});
  if (error) given.reject(error);
}

const paramsOf = (clerk: AccountClerk) => clerk.calls[0]?.args[0] as Params;
const title = (element: Element) => element.querySelector('.cl-headerTitle')?.textContent;

describe('<clerk-sso-callback>', () => {
  afterEach(cleanUp);

  it('hands its attributes to handleRedirectCallback', async () => {
    const clerk = instance();
    answer(clerk);
    const texts = {
      'sign-in-url': '/in',
      'sign-up-url': '/up',
      'first-factor-url': '/one',
      'second-factor-url': '/two',
      'reset-password-url': '/reset',
      'continue-sign-up-url': '/more',
      'verify-email-address-url': '/email',
      'verify-phone-number-url': '/phone',
      'sign-in-force-redirect-url': '/a',
      'sign-in-fallback-redirect-url': '/b',
      'sign-up-force-redirect-url': '/c',
      'sign-up-fallback-redirect-url': '/d',
    };
    await put('clerk-sso-callback', clerk, { ...texts, transferable: 'false', 'unsafe-metadata': '{"plan":"pro"}' });
    const { __internal_completed: _, ...params } = paramsOf(clerk);
    equal(params, {
      signInUrl: '/in',
      signUpUrl: '/up',
      firstFactorUrl: '/one',
      secondFactorUrl: '/two',
      resetPasswordUrl: '/reset',
      continueSignUpUrl: '/more',
      verifyEmailAddressUrl: '/email',
      verifyPhoneNumberUrl: '/phone',
      signInForceRedirectUrl: '/a',
      signInFallbackRedirectUrl: '/b',
      signUpForceRedirectUrl: '/c',
      signUpFallbackRedirectUrl: '/d',
      transferable: false,
      unsafeMetadata: { plan: 'pro' },
    });
  });

  it('goes on once, says that it does, and creates accounts by default', async () => {
    const clerk = instance();
    answer(clerk);
    const element = await put('clerk-sso-callback', clerk);
    clerk.set({});
    element.remove();
    document.body.append(element);
    await settle(element);
    equal([clerk.calls.length, paramsOf(clerk)['transferable']], [1, true]);
    equal(title(element), 'Signing you in');
    equal(await violations(element), []);
  });

  it('has a place for the bot check before it goes on', async () => {
    const display = { captcha_provider: 'turnstile', captcha_widget_type: 'smart' };
    const clerk = instance(display, true);
    const isThere = new Promise<boolean>((resolve) => {
      Object.assign(clerk, {
        handleRedirectCallback: async () => resolve(!!document.getElementById('clerk-captcha')),
      });
    });
    await put('clerk-sso-callback', clerk);
    equal(await isThere, true);
  });

  it('fires clerk-complete, and a page may stay', async () => {
    const clerk = instance();
    answer(clerk);
    const element = await put('clerk-sso-callback', clerk);
    const seen: string[] = [];
    element.addEventListener('clerk-complete', (event) => {
      seen.push((event as Event & { sessionId: string }).sessionId);
      if (seen.length > 1) event.preventDefault();
    });
    const { __internal_completed: completed } = paramsOf(clerk);
    equal([completed('sess_1'), completed('sess_2'), seen], [true, false, ['sess_1', 'sess_2']]);
  });

  it('says what went wrong, and leads back to sign-in by the keyboard', async () => {
    const clerk = instance();
    answer(clerk, refusal('oauth_access_denied'));
    const element = await put('clerk-sso-callback', clerk);
    equal(title(element), 'Signing in did not work');
    ok(element.querySelector('[role=alert]')?.textContent?.includes('did not allow access'), element.innerText);
    equal(document.activeElement?.className, 'cl-formButtonPrimary');
    equal(await violations(element), []);
    (document.activeElement as HTMLElement).click();
    equal(clerk.navigations[0]?.to, '/sign-in');
  });
});

describe('<clerk-email-link-verify>', () => {
  afterEach(cleanUp);

  it('hands its attributes to handleEmailLinkVerification, and shows that it checks the link', async () => {
    const clerk = instance();
    answer(clerk);
    const element = await put('clerk-email-link-verify', clerk, {
      'redirect-url': '/next',
      'redirect-url-complete': '/done',
    });
    equal([paramsOf(clerk)['redirectUrl'], paramsOf(clerk)['redirectUrlComplete']], ['/next', '/done']);
    equal(title(element), 'One moment');
    equal(await violations(element), []);
    let isFired = false;
    element.addEventListener('clerk-complete', () => (isFired = true));
    equal([paramsOf(clerk).__internal_completed('sess_1'), isFired], [true, true]);
  });

  it('goes to the page after sign-in by default', async () => {
    const clerk = instance();
    answer(clerk);
    await put('clerk-email-link-verify', clerk);
    equal(paramsOf(clerk)['redirectUrlComplete'], '/home');
  });

  it('says on another device that the link worked', async () => {
    const clerk = instance();
    answer(clerk);
    const element = await put('clerk-email-link-verify', clerk);
    paramsOf(clerk).onVerifiedOnOtherDevice?.();
    clerk.answers['handle']?.resolve(undefined);
    await settle(element);
    equal(title(element), 'That worked');
    equal(await violations(element), []);
  });

  for (const [code, expected] of Object.entries({
    expired: 'This link has expired',
    failed: 'This link does not work',
    client_mismatch: 'Open the link in the browser where you started',
  } satisfies Record<EmailLinkErrorCode, string>)) {
    it(`says what became of a link: ${code}`, async () => {
      const clerk = instance();
      answer(clerk, new EmailLinkError(code as EmailLinkErrorCode));
      const element = await put('clerk-email-link-verify', clerk, { 'sign-in-url': '/enter' });
      equal(title(element), expected);
      equal(element.querySelector('.cl-liveRegion')?.textContent, expected);
      equal(await violations(element), []);
      const button = element.querySelector<HTMLElement>('.cl-formButtonPrimary');
      equal(document.activeElement, button);
      button?.click();
      equal(clerk.navigations[0]?.to, '/enter');
    });
  }

  it('says that the server cannot be reached', async () => {
    const clerk = instance();
    answer(clerk, refusal('service_unavailable'));
    const element = await put('clerk-email-link-verify', clerk);
    ok(element.querySelector('[role=alert]'), element.innerText);
    equal(await violations(element), []);
  });
});
