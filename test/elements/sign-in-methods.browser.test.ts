import type { FlowError } from '../../src/client/errors.ts';
import type { SignInStep } from '../../src/client/flows/types.ts';
import { environment, FakeClerk, START } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

interface Ways {
  providers?: string[];
  wallets?: boolean;
  last?: string;
  /** The instance offers no method that needs the form. */
  formless?: boolean;
}

const social = (name: string) => ({
  strategy: `oauth_${name}`,
  name: name === 'github' ? 'GitHub' : name,
  enabled: true,
  authenticatable: true,
  logo_url: '',
});

function withWays({ providers = [], wallets = false, last, formless = false }: Ways): FakeClerk {
  const clerk = new FakeClerk();
  const known = environment();
  const strategies = providers.map((name) => `oauth_${name}`);
  const web3 = wallets ? ['web3_metamask_signature'] : [];
  clerk.__internal_environment = {
    ...known,
    auth_config: { ...known.auth_config, first_factors: [...(formless ? [] : ['password']), ...strategies, ...web3] },
    user_settings: {
      ...known.user_settings,
      social: Object.fromEntries(providers.map((name) => [`oauth_${name}`, social(name)])),
      attributes: { web3_wallet: { first_factors: web3 } },
    },
  } as typeof known;
  clerk.client = { id: 'client_1', lastAuthenticationStrategy: last ?? null };
  return clerk;
}

describe('buttons of providers and wallets', () => {
  afterEach(cleanUp);

  it('shows a few providers as buttons with text above the form', async () => {
    const { clerk, element, find } = await mount('clerk-sign-in', {
      clerk: withWays({ providers: ['github'], wallets: true }),
    });
    const buttons = [...element.querySelectorAll<HTMLElement>('.cl-socialButtonsBlockButton')];
    equal(
      buttons.map((button) => button.textContent?.trim()),
      ['Continue with GitHub', 'Continue with a wallet'],
    );
    equal(find('.cl-dividerText').textContent, 'or');
    const [first] = buttons;
    ok(first && first.compareDocumentPosition(find('form')) & Node.DOCUMENT_POSITION_FOLLOWING, 'above the form');
    buttons.forEach((button) => button.click());
    equal(clerk.signIn.actions, [
      { type: 'method', strategy: 'oauth_github' },
      { type: 'method', strategy: 'web3' },
    ]);
  });

  it('shows many providers as a row of logos with accessible names', async () => {
    const { element } = await mount('clerk-sign-in', {
      clerk: withWays({ providers: ['google', 'github', 'custom_acme'] }),
    });
    const names = [...element.querySelectorAll('.cl-socialButtonsIconButton')].map((each) => each.ariaLabel);
    equal(names, ['Continue with Google', 'Continue with GitHub', 'Continue with Custom_acme']);
  });

  it('marks the sign-in method that was last used in this browser', async () => {
    const { find, element } = await mount('clerk-sign-in', {
      clerk: withWays({ providers: ['google', 'github'], last: 'oauth_github' }),
    });
    equal(element.querySelectorAll('.cl-lastAuthenticationStrategyBadge').length, 1);
    equal(find('.cl-socialButtonsBlockButton__github .cl-lastAuthenticationStrategyBadge').textContent, 'Last used');
  });

  it('follows the placement and variant of provider buttons in the appearance', async () => {
    const { find } = await mount('clerk-sign-in', {
      clerk: withWays({ providers: ['github'] }),
      properties: { appearance: { options: { socialButtonsPlacement: 'bottom', socialButtonsVariant: 'iconButton' } } },
    });
    const button = find('.cl-socialButtonsIconButton__github');
    ok(find('form').compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING, 'below the form');
  });

  it('shows the pending provider and disables the others', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in', {
      clerk: withWays({ providers: ['google', 'github'] }),
    });
    find('.cl-socialButtonsBlockButton__github').click();
    clerk.signIn.set({ pending: 'method' });
    await settled();
    equal(find('.cl-socialButtonsBlockButton__github').ariaBusy, 'true');
    ok(find<HTMLButtonElement>('.cl-socialButtonsBlockButton__google').disabled, 'the other one is closed');
  });

  for (const tag of ['clerk-sign-in', 'clerk-sign-up'] as const) {
    it(`closes the whole form while a provider is pending, and opens it with everything typed: ${tag}`, async () => {
      const clerk = withWays({ providers: ['google', 'github'] });
      const flow = tag === 'clerk-sign-in' ? clerk.signIn : clerk.signUp;
      const { element, find, settled } = await mount(tag, { clerk });
      const field = element.querySelector('input') as HTMLInputElement;
      field.value = 'ada@example.com';
      const button = find('.cl-socialButtonsBlockButton__github');
      button.focus();
      button.click();
      flow.set({ pending: 'method' });
      await settled();
      ok(button.querySelector('.cl-spinner'), 'the pressed button spins');
      equal(document.activeElement, button);
      ok(find('form').inert, 'the form is closed');
      for (const animation of element.getAnimations({ subtree: true })) {
        if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
      }
      equal(getComputedStyle(find('form')).opacity, '0.5');
      flow.fail({}, 'oauth_access_denied');
      await settled();
      ok(!find('form').inert, 'the form is open again');
      equal(element.querySelectorAll('.cl-main [inert]').length, 0);
      equal(field.value, 'ada@example.com');
      ok(field.isConnected, 'the same field');
    });
  }

  it('keeps what was typed on the way back from the wallets, but no password', async () => {
    const clerk = withWays({ providers: ['google', 'github'] });
    const { find, input, settled } = await mount('clerk-sign-in', { clerk });
    clerk.signIn.set({ step: { ...START, password: true } });
    await settled();
    input('identifier').value = 'ada@example.com';
    input('password').value = 'secret';
    clerk.signIn.set({ pending: 'method' });
    await settled();
    clerk.signIn.set({ step: { name: 'choose-wallet' } });
    await settled();
    find('.cl-headerTitle');
    clerk.signIn.set({ step: { ...START, password: true } });
    await settled();
    equal([input('identifier').value, input('password').value], ['ada@example.com', '']);
  });

  it('leaves the field open and focused while a passkey that was chosen there is pending', async () => {
    const { clerk, find, input, settled } = await mount('clerk-sign-in', {
      clerk: withWays({ providers: ['google'] }),
    });
    input('identifier').focus();
    clerk.signIn.set({ pending: 'method' });
    await settled();
    equal(document.activeElement, input('identifier'));
    ok(!find('form').inert, 'the form of the field');
  });

  it('shows the provider buttons at sign-up', async () => {
    const { clerk, find, element } = await mount('clerk-sign-up', { clerk: withWays({ providers: ['github'] }) });
    find('.cl-socialButtonsBlockButton__github').click();
    equal(clerk.signUp.actions, [{ type: 'method', strategy: 'oauth_github' }]);
    equal(element.querySelectorAll('form').length, 1);
  });

  it('shows no form if no sign-in method needs one', async () => {
    const refused: FlowError = { code: 'oauth_access_denied', message: '', longMessage: '', meta: {} };
    for (const tag of ['clerk-sign-in', 'clerk-sign-up'] as const) {
      const clerk = withWays({ providers: ['google', 'github'], formless: true });
      const { element, find, settled } = await mount(tag, { clerk });
      if (tag === 'clerk-sign-in') clerk.signIn.set({ step: { ...START, identifiers: [], password: false } });
      else {
        const fields = [{ name: 'emailAddress', required: true }] as const;
        clerk.signUp.set({ step: { name: 'start', fields, values: {} } });
      }
      await settled();
      equal(element.querySelectorAll('.cl-socialButtonsBlockButton').length, 2, tag);
      equal(element.querySelectorAll('form, input, .cl-dividerRow, .cl-formButtonPrimary').length, 0, tag);
      ok(find('.cl-footerActionLink'), 'the way to the other form stays');
      clerk[tag === 'clerk-sign-in' ? 'signIn' : 'signUp'].set({ errors: { fields: {}, global: refused } });
      await settled();
      equal(element.querySelectorAll('[role=alert]').length, 1, tag);
      cleanUp();
    }
  });

  it('switches the field between email address and phone number', async () => {
    const clerk = withWays({ providers: ['github'] });
    const { find, input, settled } = await mount('clerk-sign-in', { clerk });
    const step: SignInStep = { ...START, identifiers: ['email_address', 'phone_number'] };
    clerk.signIn.set({ step });
    await settled();
    equal(input('identifier').type, 'email');
    const turn = () => find('.cl-formFieldAction__identifier');
    equal(turn().textContent?.trim(), 'Use phone');
    input('identifier').value = 'ada@example.com';
    turn().click();
    await settled();
    equal(input('identifier').type, 'tel');
    equal(input('identifier').value, '');
    input('identifier').value = '+12015550100';
    find<HTMLFormElement>('form').requestSubmit();
    equal(clerk.signIn.actions.at(-1), { type: 'identify', identifier: '+12015550100' });
    equal(turn().textContent?.trim(), 'Use email');
    turn().click();
    await settled();
    equal(input('identifier').value, 'ada@example.com', 'what was typed is kept');
    turn().click();
    await settled();
    equal(input('identifier').value, '+12015550100');
  });
});
