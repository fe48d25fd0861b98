import type { SignInStep } from '../../src/client/flows/types.ts';
import { CODE, CODE_FACTOR, PASSWORD, START } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

describe('other methods of sign-in', () => {
  afterEach(cleanUp);

  it('lists the other methods of sign-in and goes on with one', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(find('.cl-footerActionLink').textContent?.trim(), 'Use another method');
    find('.cl-footerActionLink').click();
    await settled();
    equal(find('.cl-headerTitle').textContent, 'Use another method');
    const method = find('.cl-alternativeMethodsBlockButton__email_code');
    equal(method.textContent?.trim(), 'Email code to a***@example.com');
    ok(document.activeElement === method, 'focus on the first method');
    method.click();
    equal(clerk.signIn.actions, [{ type: 'choose-factor', factor: CODE_FACTOR }]);
    clerk.signIn.set({ step: CODE });
    await settled();
    ok(find('.cl-signIn-emailCode'), 'the code screen');
    ok(document.activeElement === find('input[name=code]'), 'focus on the code');
  });

  it('offers other methods for a forgotten password, and no link if there are none', async () => {
    const { clerk, element, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    find('.cl-formFieldAction__password').click();
    await settled();
    equal(find('.cl-headerTitle').textContent, 'Forgot your password?');
    equal(element.querySelectorAll('.cl-alternativeMethodsBlockButton').length, 1);
    find('.cl-backLink').click();
    clerk.signIn.set({ step: { ...PASSWORD, alternatives: [] } });
    await settled();
    ok(find('.cl-signIn-password'), 'the password screen');
    equal(element.querySelector('.cl-formFieldAction'), null);
    equal(find('.cl-footerActionLink').textContent?.trim(), 'Get help');
  });

  it('offers to send the password reset code to the phone', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    const identity = { safeIdentifier: '+1********23', phoneNumberId: 'idn_2' };
    const phone = { strategy: 'reset_password_phone_code', ...identity } as const;
    const factor = { ...CODE_FACTOR, strategy: 'reset_password_email_code' } as const;
    clerk.signIn.set({ step: { ...CODE, factor, alternatives: [phone, { strategy: 'password' }] } as SignInStep });
    await settled();
    find('.cl-footerActionLink__alternativeMethods').click();
    await settled();
    const button = find('.cl-alternativeMethodsBlockButton__reset_password_phone_code');
    equal(button.textContent?.replace(/\p{Cf}/gu, '').trim(), 'Reset password with a code to +1********23');
    button.click();
    equal(clerk.signIn.actions, [{ type: 'choose-factor', factor: phone }]);
  });

  it('names support when no method works', async () => {
    const { clerk, element, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    find('.cl-footerActionLink').click();
    await settled();
    find('.cl-footerActionLink__havingTrouble').click();
    await settled();
    equal(find('.cl-headerTitle').textContent, 'Get help');
    equal(element.querySelector('a[href^="mailto:"]'), null);
    clerk.options.supportEmail = 'help@example.com';
    element.requestUpdate();
    await settled();
    equal(find('.cl-alternativeMethodsBlockButton__support').getAttribute('href'), 'mailto:help@example.com');
    find('.cl-backLink').click();
    await settled();
    equal(find('.cl-headerTitle').textContent, 'Use another method');
  });

  it('shows the email address of a code as it was typed, and masked if another one was typed', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    const shown = async (identifier: string) => {
      clerk.signIn.set({ step: { ...CODE, identifier } });
      await settled();
      return find('.cl-identityPreviewText').textContent;
    };
    equal(await shown('Ada@Example.com'), 'Ada@Example.com');
    equal(await shown('ada'), 'a***@example.com');
    equal(await shown('bo@example.com'), 'a***@example.com');
  });

  it('goes back from the other methods to the factor, and to another identifier', async () => {
    const { clerk, find, settled, input } = await mount('clerk-sign-in');
    clerk.signIn.reachable.start = { ...START, identifier: 'ada@example.com' };
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    find('.cl-footerActionLink').click();
    await settled();
    find('.cl-backLink').click();
    await settled();
    ok(find('.cl-signIn-password'), 'the password screen');
    find('.cl-identityPreviewEditButton').click();
    await settled();
    equal(input('identifier').value, 'ada@example.com');
  });
});
