import type { FactorStep, SignInStep } from '../../src/client/flows/types.ts';
import type { FirstFactor } from '../../src/client/resources/types/factors.ts';
import { CODE_FACTOR, environment, FakeClerk, PASSWORD, START } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

const PASSKEY: FactorStep<'factor-one', FirstFactor> = {
  ...PASSWORD,
  factor: { strategy: 'passkey' },
  alternatives: [{ strategy: 'password' }, CODE_FACTOR],
};

/** An instance with passkeys. */
function withPasskeys(settings: { allow_autofill: boolean; show_sign_in_button: boolean }): FakeClerk {
  const clerk = new FakeClerk();
  const known = environment();
  const passkey_settings = { ...settings, satisfies_second_factor: true };
  clerk.__internal_environment = {
    ...known,
    auth_config: { ...known.auth_config, first_factors: ['password', 'passkey'] },
    user_settings: { ...known.user_settings, passkey_settings },
  };
  return clerk;
}

describe('passkeys at sign-in', () => {
  afterEach(cleanUp);

  it('asks for a passkey in one form, whose button begins the ceremony', async () => {
    const { clerk, element, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSKEY });
    await settled();
    ok(find('.cl-signIn-passkey'), 'the passkey screen');
    equal(find('.cl-headerTitle').textContent, 'Use your passkey');
    equal(find('.cl-identityPreviewText').textContent, 'ada@example.com');
    equal(element.querySelectorAll('form').length, 1);
    find('.cl-formButtonPrimary').click();
    equal(clerk.signIn.actions, [{ type: 'method', strategy: 'passkey', detail: 'factor' }]);
    clerk.signIn.set({ pending: 'method' });
    await settled();
    equal(find('.cl-formButtonPrimary').getAttribute('aria-busy'), 'true');
  });

  it('says why a passkey was not used, and offers other methods', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSKEY });
    await settled();
    clerk.signIn.fail({}, 'passkey_retrieval_cancelled');
    await settled();
    ok(find('.cl-alert').textContent?.includes('No passkey was used'), 'why it ended');
    find('.cl-footerActionLink__alternativeMethods').click();
    await settled();
    find('.cl-alternativeMethodsBlockButton__password').click();
    equal(clerk.signIn.actions.at(-1), { type: 'choose-factor', factor: { strategy: 'password' } });
  });

  it('lists a passkey among the other methods', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: { ...PASSWORD, alternatives: [{ strategy: 'passkey' }] } as SignInStep });
    await settled();
    find('.cl-footerActionLink__alternativeMethods').click();
    await settled();
    const method = find('.cl-alternativeMethodsBlockButton__passkey');
    equal(method.textContent?.trim(), 'Sign in with your passkey');
    method.click();
    equal(clerk.signIn.actions, [{ type: 'choose-factor', factor: { strategy: 'passkey' } }]);
  });

  it('offers passkeys in the identifier field and by a link', async () => {
    const clerk = withPasskeys({ allow_autofill: true, show_sign_in_button: true });
    const { find, input, settled } = await mount('clerk-sign-in', { clerk });
    await settled();
    equal(input('identifier').autocomplete, 'username webauthn');
    equal(clerk.signIn.watched[0], 'passkey');
    const link = find('.cl-footerActionLink__usePasskey');
    equal(link.textContent?.trim(), 'Use passkey instead');
    link.click();
    equal(clerk.signIn.actions.at(-1), { type: 'method', strategy: 'passkey' });
  });

  it('waits for a passkey again after another action, and not while one is pending', async () => {
    const clerk = withPasskeys({ allow_autofill: true, show_sign_in_button: false });
    const { element, input, settled } = await mount('clerk-sign-in', { clerk });
    await settled();
    equal(element.querySelector('.cl-footerActionLink__usePasskey'), null);
    const identifier = input('identifier');
    const before = clerk.signIn.watched.length;
    clerk.signIn.set({ pending: 'identify' });
    await settled();
    equal(clerk.signIn.watched.length, before);
    clerk.signIn.fail({ identifier: 'form_identifier_not_found' });
    await settled();
    equal(clerk.signIn.watched.length, before + 1);
    ok(input('identifier') === identifier, 'the same field as before');
  });

  it('asks for no passkey while the form is hidden, and asks once it is seen', async () => {
    const clerk = withPasskeys({ allow_autofill: true, show_sign_in_button: false });
    const box = document.body.appendChild(document.createElement('div'));
    box.hidden = true;
    const { settled } = await mount('clerk-sign-in', { clerk, into: box });
    await settled();
    equal(clerk.signIn.watched, []);
    const seen = new Promise<void>((resolve) => {
      const { watch } = clerk.signIn;
      clerk.signIn.watch = async (strategy) => {
        await watch.call(clerk.signIn, strategy);
        resolve();
      };
    });
    box.hidden = false;
    await seen;
    equal(clerk.signIn.watched, ['passkey']);
  });

  it('offers no passkeys if the instance says so', async () => {
    const clerk = withPasskeys({ allow_autofill: false, show_sign_in_button: false });
    clerk.signIn.set({ step: START });
    const { element, input } = await mount('clerk-sign-in', { clerk });
    equal(input('identifier').autocomplete, 'username');
    equal(element.querySelector('.cl-footerActionLink__usePasskey'), null);
    equal(clerk.signIn.watched, []);
  });
});
