import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { FakeClerk, PASSWORD, SIGN_UP, START } from '../fake-clerk.ts';
import { itNeeds } from '../it-needs.ts';
import { cleanUp, equal, mount } from '../support.ts';
import { outlineOf, serve, turn } from './serve.ts';

/** A sign-in that asks for everything at once. */
function withPassword(): FakeClerk {
  const clerk = new FakeClerk();
  clerk.startSignIn({ ...START, password: true });
  return clerk;
}

describe('a form that a server has drawn', () => {
  afterEach(cleanUp);

  for (const tag of ['clerk-sign-in', 'clerk-sign-up'] as const) {
    it(`is what <${tag}> would have drawn, and every node of it stays`, async () => {
      const { element: drawn } = await mount(tag);
      const expected = outlineOf(drawn.renderRoot, drawn.uid);
      const { element, box, start } = await serve(tag);
      const nodes = [...box.querySelectorAll('*')];
      await start();
      equal(element.renderRoot === box, true, 'the box stays');
      const others = [...box.querySelectorAll('*')].filter((node) => !nodes.includes(node));
      equal(
        others.map(({ className }) => className),
        [],
        'new nodes',
      );
      equal(outlineOf(box, element.uid), expected);
    });
  }

  it('keeps text, selection and focus of the field that the user is in', async () => {
    const { input, start } = await serve('clerk-sign-in', { clerk: withPassword() });
    const [identifier, password] = [input('identifier'), input('password')];
    identifier.focus();
    await sendKeys({ type: 'ada@example.com' });
    password.focus();
    await sendKeys({ type: 'hunter22' });
    password.setSelectionRange(2, 5);
    await start();
    equal(input('identifier') === identifier && input('password') === password, true, 'the same fields');
    equal(document.activeElement === password, true, 'the focus stays');
    equal([identifier.value, password.value], ['ada@example.com', 'hunter22']);
    equal([password.selectionStart, password.selectionEnd], [2, 5]);
  });

  itNeeds('an input method', 'goes on with a composition that is under way', async () => {
    const clerk = new FakeClerk();
    clerk.startSignUp({ ...SIGN_UP, fields: [{ name: 'firstName', required: true }, ...SIGN_UP.fields.slice(1)] });
    const { input, start } = await serve('clerk-sign-up', { clerk });
    const name = input('firstName');
    name.focus();
    await executeServerCommand('compose', { steps: ['あ', 'あだ'] });
    await start();
    equal([document.activeElement === name, name.value], [true, 'あだ']);
    await executeServerCommand('compose', { steps: [], chosen: 'Ada' });
    equal(name.value, 'Ada');
  });

  it('sends what was typed, or filled in without an event, once', async () => {
    const clerk = withPassword();
    const { box, input, start } = await serve('clerk-sign-in', { clerk });
    input('identifier').value = 'ada@example.com';
    input('password').value = 'hunter22';
    await start();
    box.querySelector<HTMLButtonElement>('.cl-formButtonPrimary')?.click();
    equal(clerk.signIn.actions, [{ type: 'identify', identifier: 'ada@example.com', password: 'hunter22' }]);
  });

  it('does not take the focus from elsewhere on the page', async () => {
    const { start } = await serve('clerk-sign-in');
    const other = document.body.appendChild(document.createElement('input'));
    other.focus();
    await start();
    equal(document.activeElement === other, true);
  });

  it('shows nothing else until there is a screen to show', async () => {
    const clerk = new FakeClerk();
    const { __internal_environment } = clerk;
    const { element, box, start } = await serve('clerk-sign-in', { clerk });
    clerk.__internal_environment = undefined;
    clerk.status = 'loading';
    const before = box.innerHTML;
    element.clerk = clerk.asInstance;
    for (let turns = 0; turns < 20; turns++) await turn();
    equal([element.querySelectorAll('.cl-rootBox').length, box.innerHTML === before], [1, true]);
    clerk.set({ __internal_environment, status: 'ready' } as Partial<FakeClerk>);
    await start();
    equal(element.renderRoot === box, true);
  });

  it('stays as it is after the user has sent it', async () => {
    const { element, box } = await serve('clerk-sign-in');
    const form = box.querySelector('form') as HTMLFormElement;
    // The page stays where it is in this test.
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.name = 'target';
    form.target = 'target';
    form.action = 'about:blank';
    form.noValidate = true;
    // The segment is there once another form has been taken over.
    const other = await serve('clerk-sign-in');
    for (let turns = 0; turns < 20; turns++) await turn();
    form.requestSubmit();
    await other.start();
    element.clerk = new FakeClerk().asInstance;
    for (let turns = 0; turns < 20; turns++) await turn();
    equal([box.hasAttribute('data-clerk-ssr'), form.isConnected], [true, true]);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    equal(box.hasAttribute('data-clerk-ssr'), false);
  });

  it('is not sent again while the browser waits for the page that it was sent to, which was before this script', async () => {
    const { element, box } = await serve('clerk-sign-in', { clerk: withPassword() });
    const form = box.querySelector('form') as HTMLFormElement;
    const frame = document.body.appendChild(document.createElement('iframe'));
    frame.name = 'target';
    form.target = 'target';
    form.action = 'about:blank';
    // Nothing listens to the form yet.
    let sent = 0;
    element.addEventListener('submit', (event) => {
      if (!event.defaultPrevented) sent++;
    });
    form.requestSubmit();
    equal([sent, box.matches(':has([hidden]:user-valid)')], [1, true]);
    element.clerk = new FakeClerk().asInstance;
    const other = await serve('clerk-sign-in');
    await other.start();
    form.requestSubmit();
    equal([box.hasAttribute('data-clerk-ssr'), form.isConnected], [true, true]);
    equal(sent, 1);
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    equal(box.hasAttribute('data-clerk-ssr'), false);
  });

  it('waits for the element where no page could read it', async () => {
    const clerk = withPassword();
    const { box, input, start } = await serve('clerk-sign-in', { clerk, action: '' });
    const form = box.querySelector('form') as HTMLFormElement;
    form.requestSubmit();
    input('identifier').value = 'ada@example.com';
    await start();
    equal(form.getAttribute('method'), 'post');
    form.requestSubmit();
    equal(clerk.signIn.actions, [{ type: 'identify', identifier: 'ada@example.com', password: '' }]);
  });

  it('has buttons that go on at the server, and stay where they are when the element takes them over', async () => {
    const clerk = withPassword();
    const environment = clerk.__internal_environment!;
    environment.auth_config.first_factors = ['password', 'email_code', 'oauth_google'];
    environment.user_settings.social = {
      oauth_google: { enabled: true, authenticatable: true, strategy: 'oauth_google', name: 'Google', logo_url: '' },
    };
    const { element, box, start } = await serve('clerk-sign-in', { clerk });
    const named = [...box.querySelectorAll<HTMLButtonElement>('button[name=action]')];
    equal(
      named.map(({ value }) => value),
      ['method.oauth_google', 'send-form.password', 'send-form.alternativeMethods'],
    );
    named[0]?.focus();
    await start();
    await element.updateComplete;
    equal(
      named.map((button) => [
        button.isConnected,
        button.type,
        button.hasAttribute('name'),
        button.hasAttribute('form'),
      ]),
      named.map(() => [true, 'button', false, false]),
    );
    equal(document.activeElement === named[0], true);
    equal(box.querySelectorAll('form').length, 1);
    named[0]?.click();
    equal(clerk.signIn.actions, [{ type: 'method', strategy: 'oauth_google' }]);
  });

  it('keeps the words of the link to a waitlist, which the script has last', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment!.user_settings.sign_up.mode = 'waitlist';
    const { box, start } = await serve('clerk-sign-in', { clerk });
    const link = box.querySelector('.cl-footerActionLink__signIn') as HTMLElement;
    const texts = [link.textContent];
    new MutationObserver(() => texts.push(link.textContent)).observe(link, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await start();
    await turn();
    equal([...new Set(texts)], ['Join waitlist']);
  });

  it('does not decide where forms and links lead', async () => {
    const { box, start } = await serve('clerk-sign-in', {
      tamper: (html) =>
        html
          .replace('action="/sign-in"', 'action="https://evil.example" onsubmit="alert(1)" target="x"')
          .replace(/href="[^"]*"/, 'href="https://evil.example"')
          .replace('</form>', '<input name="extra" value="1"></form>'),
    });
    await start();
    const form = box.querySelector('form') as HTMLFormElement;
    equal(form.getAttributeNames().sort(), ['class', 'method', 'novalidate']);
    equal(box.innerHTML.includes('evil.example'), false);
    equal(box.querySelector('[name=extra]'), null);
  });

  it('is drawn anew where it does not fit, with what was typed, the focus and the selection', async () => {
    const { input, start } = await serve('clerk-sign-in', {
      // Another version of the field.
      tamper: (html) => html.replaceAll('cl-formField__identifier', 'cl-formField__who'),
    });
    const old = input('identifier');
    old.type = 'text';
    old.focus();
    await sendKeys({ type: 'ada@example.com' });
    old.setSelectionRange(3, 3);
    await start();
    const field = input('identifier');
    equal([old.isConnected, field.value, document.activeElement === field], [false, 'ada@example.com', true]);
  });

  it('shows the texts of the page after a translator has changed them', async () => {
    const { box, start } = await serve('clerk-sign-in', {
      tamper: (html) => html.replace(/(<h1[^>]*>)(.*?)(<\/h1>)/, '$1<font><font>Anmelden</font></font>$3'),
    });
    await start();
    equal(box.querySelector('h1')?.innerHTML, 'Sign in to Acme');
  });

  it('updates like one that the element has drawn', async () => {
    const clerk = new FakeClerk();
    const { box, element, start } = await serve('clerk-sign-in', { clerk });
    await start();
    clerk.signIn.fail({ identifier: 'form_identifier_not_found' }, 'too_many_requests');
    await element.updateComplete;
    equal(box.querySelectorAll('.cl-formFieldErrorBox.cl-open svg').length, 1);
    equal(box.querySelectorAll('[role=alert]').length, 1);
    clerk.signIn.set({ step: PASSWORD });
    await import('../every-view.ts');
    for (let turns = 0; turns < 20; turns++) await turn();
    equal(box.querySelectorAll('form').length, 1);
    equal(!!box.querySelector('input[name=password]'), true);
    equal(box.querySelector('[name=identifier]:not([readonly])'), null);
  });

  it('keeps optional fields open that the user has opened', async () => {
    const clerk = new FakeClerk();
    const { box, start } = await serve('clerk-sign-up', { clerk });
    const details = box.querySelector('details') as HTMLDetailsElement;
    details.open = true;
    await start();
    equal([details.isConnected, details.open], [true, true]);
  });

  it('is adopted in a shadow root, too', async () => {
    const host = document.body.appendChild(document.createElement('div'));
    const { element, box, start } = await serve('clerk-sign-in', { into: host.attachShadow({ mode: 'open' }) });
    await start();
    equal(element.renderRoot === box, true);
  });

  it('is cloned as any other form is', async () => {
    const { element, start } = await serve('clerk-sign-in');
    await start();
    const clone = element.cloneNode(true) as typeof element;
    clone.clerk = new FakeClerk().asInstance;
    document.body.append(clone);
    await clone.updateComplete;
    equal(clone.querySelectorAll('.cl-rootBox').length, 1);
    equal(clone.querySelectorAll('form').length, 1);
  });

  it('is adopted in a clone that was made before', async () => {
    const { element } = await serve('clerk-sign-in');
    const clone = element.cloneNode(true) as typeof element;
    document.body.append(clone);
    clone.clerk = new FakeClerk().asInstance;
    const box = clone.querySelector('.cl-rootBox') as HTMLElement;
    while (box.hasAttribute('data-clerk-ssr')) await turn();
    equal(clone.renderRoot === box, true);
  });
});
