import { sendKeys } from '@web/test-runner-commands';
import { FakeClerk, PASSWORD, SIGN_UP } from '../fake-clerk.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';
import { dressed, inside, turns, type, type WaInput, WEB_AWESOME } from './dressed.ts';

describe('own components', () => {
  afterEach(cleanUp);

  it('send what is typed into a custom element, by its button and by Enter', async () => {
    const { clerk, find, settled } = await dressed(WEB_AWESOME);
    const input = find<WaInput>('wa-input');
    await type(input, 'ada@example.com');
    find('wa-button').click();
    await settled();
    equal(
      clerk.signIn.actions.map(({ type, ...rest }) => [type, rest]),
      [['identify', { identifier: 'ada@example.com' }]],
    );
    await type(input, 'x');
    await sendKeys({ press: 'Enter' });
    await turns();
    equal(clerk.signIn.actions.length, 2, 'actions');
  });

  it('leave every hook, the look of the component alone, and the button a submit button', async () => {
    const { find } = await dressed(WEB_AWESOME);
    const button = find('wa-button');
    ok(button.matches('.cl-formButtonPrimary.cl-bare'), button.className);
    equal(
      [button.getAttribute('type'), button.textContent?.trim(), getComputedStyle(button).backgroundColor],
      ['submit', 'Continue', 'rgba(0, 0, 0, 0)'],
    );
    ok(find('wa-input').matches('.cl-formFieldInput__identifier'), 'the id');
  });

  it('show the errors of rules and of the server, linked to the control in the shadow, and take the focus', async () => {
    const { clerk, find, settled } = await dressed(WEB_AWESOME);
    const input = find<WaInput>('wa-input');
    find('wa-button').click();
    await settled();
    equal(clerk.signIn.actions, []);
    const control = inside(input);
    equal(control.getAttribute('aria-label'), 'Email address');
    equal([control.getAttribute('aria-invalid'), document.activeElement === input], ['true', true]);
    ok(
      control.ariaDescribedByElements?.some((node) => node.matches('.cl-formFieldErrorBox')),
      'described by the error',
    );
    await type(input, 'ada@example.com');
    find('wa-button').click();
    await settled();
    clerk.signIn.set({ pending: 'identify' });
    clerk.signIn.fail({ identifier: 'form_identifier_not_found' });
    await settled();
    equal(input.value, 'ada@example.com');
    equal(control.getAttribute('aria-invalid'), 'true');
  });

  it('take over what a password manager fills into the input behind them', async () => {
    const { find, input } = await dressed(WEB_AWESOME);
    input('identifier').value = 'filled@example.com';
    equal(find<WaInput>('wa-input').value, 'filled@example.com');
  });

  it('follow a press on the label, and the button that shows a password', async () => {
    const { clerk, element, find, settled } = await dressed(WEB_AWESOME);
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    const input = find<WaInput>('wa-input');
    find('label').click();
    equal(document.activeElement === input, true, 'focus');
    find('.cl-formFieldInputShowPasswordButton').click();
    await settled();
    equal(input.type, 'text');
    ok(element.querySelector('input[name=password]')?.matches('[data-cl-behind]'), 'the input is behind');
  });

  it('stay the same nodes through renders, and with the focus through a change of another part', async () => {
    const { clerk, element, find, settled } = await dressed(WEB_AWESOME);
    const [input, button] = [find<WaInput>('wa-input'), find('wa-button')];
    await type(input, 'ada');
    clerk.signIn.set({ pending: 'identify' });
    await settled();
    ok(button.hasAttribute('loading') && button.getAttribute('aria-busy') === 'true', 'pending');
    clerk.signIn.set({});
    await settled();
    element.appearance = { elements: { ...WEB_AWESOME, card: 'other' }, variables: { colorPrimary: 'red' } };
    await settled();
    equal(
      [find('wa-input') === input, find('wa-button') === button, document.activeElement === input],
      [true, true, true],
    );
    equal([input.value, button.hasAttribute('loading'), find('.cl-card').matches('.other')], ['ada', false, true]);
  });

  it('keep what was typed when a field gets a component, and when it loses it', async () => {
    const { element, find, input, settled } = await mount('clerk-sign-in');
    input('identifier').focus();
    input('identifier').value = 'ada';
    element.appearance = { elements: WEB_AWESOME };
    await settled();
    equal([find<WaInput>('wa-input').value, document.activeElement === find('wa-input')], ['ada', true]);
    element.appearance = {};
    await settled();
    equal([input('identifier').value, document.activeElement === input('identifier')], ['ada', true]);
  });

  it('have inside what the page says of their parts', async () => {
    const style = document.createElement('style');
    style.textContent = '.part { border: 3px solid; padding: 7px } .box > input { border-radius: 9px }';
    document.head.append(style);
    const component = () => {
      const box = document.createElement('div');
      box.className = 'box';
      box.append(Object.assign(document.createElement('input'), { className: 'part' }));
      return box;
    };
    const { find } = await dressed({ formFieldInput: component });
    const { borderTopWidth, paddingTop, borderTopLeftRadius } = getComputedStyle(find('.part'));
    equal([borderTopWidth, paddingTop, borderTopLeftRadius], ['3px', '7px', '9px']);
    style.remove();
  });

  it('take over the focus from the component that was there before', async () => {
    const { element, find, settled } = await dressed({
      formFieldInput: () => Object.assign(document.createElement('input'), { className: 'first' }),
    });
    find('.first').focus();
    element.appearance = {
      elements: { formFieldInput: () => Object.assign(document.createElement('input'), { className: 'second' }) },
    };
    await settled();
    equal([document.activeElement === find('.second'), element.querySelector('.first')], [true, null]);
  });

  it('have the name in the shadow alone, which screen readers say once', async () => {
    const { find } = await dressed(WEB_AWESOME);
    const input = find<WaInput>('wa-input');
    await input.updateComplete;
    await turns();
    equal([inside(input).getAttribute('aria-label'), input.getAttribute('aria-label')], ['Email address', null]);
  });

  it('keep a title a heading, and replace a box around fields without harm', async () => {
    const { clerk, find, input, settled } = await dressed({
      headerTitle: { component: 'x-title' },
      card: { component: 'section' },
    });
    const title = find('x-title');
    equal(
      [title.getAttribute('role'), title.getAttribute('aria-level'), title.textContent?.trim()],
      ['heading', '1', 'Sign in to Acme'],
    );
    input('identifier').value = 'ada@example.com';
    find('.cl-formButtonPrimary').click();
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(find('section.cl-card').dataset['step'], 'factor-one');
    equal(find('x-title').textContent?.trim(), 'Enter your password');
  });

  it('submit with a tag that knows nothing of forms, and by Enter in a native field beside it', async () => {
    const { clerk, find, input, settled } = await dressed({ formButtonPrimary: { component: 'x-button' } });
    input('identifier').focus();
    await sendKeys({ type: 'ada@example.com' });
    await sendKeys({ press: 'Enter' });
    await settled();
    equal(clerk.signIn.actions.length, 1, 'after Enter');
    find('x-button').click();
    await turns();
    equal(clerk.signIn.actions.length, 2, 'after the click');
  });

  it('work once their tag is defined', async () => {
    const { find, input, settled } = await dressed({ formFieldInput: { component: 'late-input' } });
    input('identifier').value = 'ada@example.com';
    customElements.define(
      'late-input',
      class extends HTMLElement {
        value = '';
      },
    );
    await settled();
    equal((find('late-input') as WaInput).value, 'ada@example.com');
  });

  it('are refused for tags that run code, for functions that fail, and for the field for codes', async () => {
    const { error } = console;
    const said: string[] = [];
    console.error = (...parts: unknown[]) => void said.push(parts.join(' '));
    try {
      const { find } = await dressed({
        formButtonPrimary: { component: 'script' },
        headerTitle: () => {
          throw new Error('mine');
        },
        form: { component: 'x-form' },
        card: { component: 'x y><img src=x' },
      });
      equal(
        [find('button.cl-formButtonPrimary').textContent?.trim(), find('h1').textContent?.trim()],
        ['Continue', 'Sign in to Acme'],
      );
      ok(find('div.cl-card') && find('form.cl-form'), 'the others');
      equal(said.length, 4, said.join('\n'));
    } finally {
      console.error = error;
    }
  });

  for (const component of [
    'sCRIPT',
    'iframe',
    'iFRAME',
    'oBJECT',
    'eMBED',
    'fencedframe',
    'webview',
    'bASE',
    'sTYLE',
  ]) {
    it(`are refused for a tag that runs or loads what an attribute names: ${component}`, async () => {
      const { error } = console;
      const said: string[] = [];
      console.error = (text: string) => void said.push(text);
      try {
        const code = new Blob(['window.wasRun = true'], { type: 'text/javascript' });
        const appearance = {
          options: { logoImageUrl: URL.createObjectURL(code) },
          elements: { logoImage: { component }, headerTitle: { component } },
        };
        const { element, find, settled } = await mount('clerk-sign-in', { properties: { appearance } });
        while (!element.querySelector('.cl-card')) await new Promise(requestAnimationFrame);
        await settled();
        equal([find('.cl-logoImage').localName, find('.cl-headerTitle').localName], ['img', 'h1']);
        equal(said.length, 2, said.join('\n'));
        equal('wasRun' in window, false);
      } finally {
        console.error = error;
      }
    });
  }

  it('check a box of sign-up', async () => {
    const clerk = new FakeClerk();
    const mounted = await mount('clerk-sign-up', { clerk, properties: { appearance: { elements: WEB_AWESOME } } });
    clerk.signUp.set({ step: { ...SIGN_UP, fields: [...SIGN_UP.fields, { name: 'legalAccepted', required: true }] } });
    await mounted.settled();
    const box = mounted.find('wa-checkbox') as HTMLElement & { checked: boolean };
    mounted.find('.cl-formFieldCheckboxLabel').click();
    equal([box.checked, mounted.input('legalAccepted').checked], [true, true]);
  });
});
