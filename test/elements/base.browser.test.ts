import { setDefaultInstance } from '../../src/elements/base/default-instance.ts';
import { define } from '../../src/elements/base/define.ts';
import { environment, FakeClerk, PASSWORD } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

describe('every element', () => {
  afterEach(cleanUp);

  it('keeps the children of the page, even those added later, and renders one box when cloned', async () => {
    const { element, settled, clerk } = await mount('clerk-sign-in');
    const note = element.appendChild(document.createElement('p'));
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    ok(note.parentNode === element, 'the child is where it was');
    const clone = element.cloneNode(true) as typeof element;
    clone.clerk = new FakeClerk().asInstance;
    document.body.append(clone);
    await clone.updateComplete;
    equal([clone.querySelectorAll('.cl-rootBox').length, clone.querySelectorAll('p:not([class])').length], [1, 1]);
  });

  it('adopts its style sheets once per root, however often it is connected', async () => {
    const { element } = await mount('clerk-sign-in');
    const inPage = document.adoptedStyleSheets.length;
    await mount('clerk-sign-in');
    element.remove();
    document.body.append(element);
    equal([document.adoptedStyleSheets.length, new Set(document.adoptedStyleSheets).size], [inPage, inPage]);
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
    const inside = await mount('clerk-sign-in', { into: root });
    await mount('clerk-sign-in', { into: root });
    equal(root.adoptedStyleSheets.length, new Set(root.adoptedStyleSheets).size);
    equal(getComputedStyle(inside.find('.cl-card')).display, 'grid');
  });

  it('keeps its style when a router moves it through a document that no window shows', async () => {
    const { element, find, settled } = await mount('clerk-sign-in', {
      properties: { appearance: { elements: { card: { borderRadius: '3px' } } } },
    });
    const inPage = document.adoptedStyleSheets.length;
    const errors: string[] = [];
    const watch = (event: ErrorEvent) => errors.push(event.message);
    addEventListener('error', watch);
    document.implementation.createHTMLDocument().body.append(element);
    document.body.append(element);
    await settled();
    removeEventListener('error', watch);
    equal([errors, document.adoptedStyleSheets.length], [[], inPage]);
    equal(getComputedStyle(find('.cl-card')).borderRadius, '3px');
  });

  it('works under a Content-Security-Policy that forbids inline styles', async () => {
    const violations: string[] = [];
    const watch = (event: SecurityPolicyViolationEvent) => violations.push(event.violatedDirective);
    document.addEventListener('securitypolicyviolation', watch);
    const policy = document.head.appendChild(document.createElement('meta'));
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "style-src 'none'";
    const { clerk, settled, find } = await mount('clerk-sign-in', {
      properties: { appearance: { variables: { colorPrimary: 'rgb(1, 2, 3)' }, elements: { card: { padding: 7 } } } },
    });
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(getComputedStyle(find('.cl-card')).padding, '7px');
    equal(violations, []);
    document.removeEventListener('securitypolicyviolation', watch);
  });

  it('mirrors its layout in right-to-left text', async () => {
    const { clerk, find, input, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    document.documentElement.dir = 'rtl';
    await settled();
    const field = input('password').getBoundingClientRect();
    const button = find('.cl-formFieldInputShowPasswordButton').getBoundingClientRect();
    ok(button.left - field.left < 2, 'the button is at the left end');
    ok(Number.parseFloat(getComputedStyle(input('password')).paddingLeft) > 30, 'its room is there too');
  });

  it('keeps its width whatever the length of names, addresses and words', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({ display: { application_name: 'W'.repeat(60) } });
    const { clerk: same, element, find, settled } = await mount('clerk-sign-in', { clerk });
    const fits = () => element.querySelectorAll('.cl-cardBox *:not(.cl-otpCodeFieldText, .cl-liveRegion)');
    const check = (what: string) => {
      const { left, right } = find('.cl-cardBox').getBoundingClientRect();
      for (const node of fits()) {
        if (node.getClientRects().length === 0) continue;
        const box = node.getBoundingClientRect();
        ok(box.left >= left - 1 && box.right <= right + 1, `${what}: ${node.className} inside the card`);
      }
    };
    check('first screen');
    same.signIn.set({ step: { ...PASSWORD, identifier: `${'a'.repeat(242)}@example.com` } });
    await settled();
    check('password');
  });

  it('uses the default instance, and ignores a second definition of its tag', async () => {
    const clerk = new FakeClerk();
    const early = document.body.appendChild(document.createElement('clerk-sign-in'));
    setDefaultInstance(clerk.asInstance);
    await early.updateComplete;
    const late = document.body.appendChild(document.createElement('clerk-sign-up'));
    await Promise.resolve();
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    await late.updateComplete;
    ok(early.clerk === clerk.asInstance && late.clerk === clerk.asInstance, 'the same instance');
    equal(clerk.loads, 2, 'loads');
    define('clerk-sign-in', class extends HTMLElement {});
  });

  it('prefers the texts of its property, then of the instance, to its own', async () => {
    const clerk = new FakeClerk();
    clerk.options.localization = {
      formButtonPrimary: 'Weiter',
      signIn: { start: { title: 'Bei {{applicationName}} anmelden' } },
    };
    const { find, element, settled } = await mount('clerk-sign-in', { clerk });
    equal(
      [find('.cl-headerTitle').textContent, find('.cl-formButtonPrimary').textContent?.trim()],
      ['Bei Acme anmelden', 'Weiter'],
    );
    element.localization = { formButtonPrimary: 'Los' };
    await settled();
    equal(find('.cl-formButtonPrimary').textContent?.trim(), 'Los');
    equal(find('.cl-headerSubtitle').textContent, 'Good to see you again.');
  });

  it('shows markup in names and texts as text', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({ display: { application_name: '<img src=x onerror=alert(1)>' } });
    const { find, element } = await mount('clerk-sign-in', { clerk });
    equal(
      [find('.cl-headerTitle').textContent, element.querySelector('h1 img')],
      ['Sign in to <img src=x onerror=alert(1)>', null],
    );
  });

  it('applies the variables, classes and rules of an appearance, the most specific one last', async () => {
    const clerk = new FakeClerk();
    clerk.options.appearance = {
      variables: { colorPrimary: 'rgb(10, 20, 30)', borderRadius: '3px' },
      elements: { formButtonPrimary: 'from-page' },
      signIn: { elements: { formFieldInput__identifier: 'for-identifier' } },
    };
    const { find, element, settled } = await mount('clerk-sign-in', {
      clerk,
      properties: {
        appearance: {
          variables: { colorPrimary: 'rgb(200, 0, 0)' },
          elements: {
            formButtonPrimary: { '&:hover': { opacity: 0.5 }, letterSpacing: 3 },
            formFieldInput__error: 'bad',
          },
        },
      },
    });
    const button = find('.cl-formButtonPrimary');
    const { backgroundColor, borderRadius, letterSpacing } = getComputedStyle(button);
    equal([backgroundColor, borderRadius, letterSpacing], ['rgb(200, 0, 0)', '3px', '3px']);
    ok(button.matches('.from-page') && find('input').matches('.for-identifier'), 'class strings');
    clerk.signIn.fail({ identifier: 'form_identifier_not_found' });
    await settled();
    ok(find('input').matches('.bad'), 'the class of a state');
    const sheets = document.adoptedStyleSheets.length;
    element.remove();
    equal(document.adoptedStyleSheets.length, sheets - 1, 'sheets after it is gone');
  });

  it('lets no value of an appearance break out of its declaration', async () => {
    const { find } = await mount('clerk-sign-in', {
      properties: { appearance: { elements: { card: { color: 'red; } body { display: none' } } } },
    });
    equal([getComputedStyle(document.body).display, find('.cl-card').isConnected], ['block', true]);
  });

  it('follows the color scheme of the page unless it is set', async () => {
    const { element, find } = await mount('clerk-sign-in');
    const surface = () => getComputedStyle(find('.cl-card')).backgroundColor;
    const light = surface();
    element.setAttribute('color-scheme', 'dark');
    const dark = surface();
    ok(light !== dark, 'another surface');
    element.removeAttribute('color-scheme');
    document.documentElement.style.colorScheme = 'dark';
    equal(surface(), dark);
    document.documentElement.style.colorScheme = '';
  });
});
