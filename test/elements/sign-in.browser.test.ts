import { sendKeys } from '@web/test-runner-commands';
import { CODE, environment, FakeClerk, PASSWORD, START } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

const at = (step: typeof PASSWORD | typeof START) => {
  const clerk = new FakeClerk();
  clerk.startSignIn(step);
  clerk.signIn.reachable.start = step;
  return clerk;
};

describe('sign-in', () => {
  afterEach(cleanUp);

  it('asks for the identifier in one native form with a native field', async () => {
    const { find, input } = await mount('clerk-sign-in');
    equal(find('.cl-signIn-root .cl-signIn-start .cl-headerTitle').textContent, 'Sign in to Acme');
    const form = find<HTMLFormElement>('form');
    equal([form.method, form.elements.length > 0], ['post', true]);
    const { type, autocomplete } = input('identifier');
    equal([type, autocomplete], ['email', 'username']);
    ok(input('identifier').matches('.cl-formFieldInput.cl-formFieldInput__identifier'), 'Clerk’s class names');
    equal(input('identifier').labels?.[0]?.textContent, 'Email address');
    equal(find('.cl-formButtonPrimary').textContent?.trim(), 'Continue');
    equal(document.querySelectorAll('style, [style]').length, 0, 'inline styles');
  });

  it('accepts a username if the instance does', async () => {
    const { input } = await mount('clerk-sign-in', {
      clerk: at({ ...START, identifiers: ['email_address', 'username'] }),
    });
    equal(
      [input('identifier').type, input('identifier').labels?.[0]?.textContent],
      ['text', 'Email address or username'],
    );
  });

  it('reads values that were filled in without an event, and trims the identifier alone', async () => {
    const { clerk, input, find } = await mount('clerk-sign-in', {
      clerk: at({ ...START, identifiers: ['username'], password: true }),
    });
    input('identifier').value = ' ada ';
    input('password').value = ' pass word ';
    find('.cl-formButtonPrimary').click();
    equal(clerk.signIn.actions, [{ type: 'identify', identifier: 'ada', password: ' pass word ' }]);
  });

  it('submits the identifier on Enter', async () => {
    const { clerk, input } = await mount('clerk-sign-in');
    input('identifier').focus();
    await sendKeys({ type: 'ada@example.com' });
    await sendKeys({ press: 'Enter' });
    equal(clerk.signIn.actions, [{ type: 'identify', identifier: 'ada@example.com' }]);
  });

  it('reports an empty or malformed field before anything is sent', async () => {
    const { clerk, element, input, find, settled } = await mount('clerk-sign-in');
    find('.cl-formButtonPrimary').click();
    await settled();
    ok(document.activeElement === input('identifier'), 'focus on the empty field');
    await element.loadErrors();
    await settled();
    equal(find('.cl-formFieldErrorText').textContent?.trim(), 'Enter your email address.');
    input('identifier').value = 'ada at example';
    find('.cl-formButtonPrimary').click();
    await settled();
    ok(find('.cl-formFieldErrorText').textContent?.includes('name@example.com'), 'an example of the format');
    equal(clerk.signIn.actions.length, 0, 'actions');
  });

  it('links an error to its field, focuses the field and keeps what was typed', async () => {
    const { clerk, input, find, settled } = await mount('clerk-sign-in');
    const field = input('identifier');
    field.value = 'ada@example.com';
    clerk.signIn.fail({ identifier: 'form_identifier_not_found' });
    await settled();
    ok(field === input('identifier'), 'the same input as before');
    equal([field.value, field.getAttribute('aria-invalid')], ['ada@example.com', 'true']);
    ok(document.activeElement === field, 'focus on the wrong field');
    const described = field
      .getAttribute('aria-describedby')
      ?.split(' ')
      .map((id) => document.getElementById(id));
    ok(described?.every(Boolean), 'every described-by id exists');
    ok(
      described?.some((node) => node?.textContent?.includes('no account')),
      'the error is part of the description',
    );
    ok(find('.cl-formFieldErrorText svg'), 'an icon, so that colour does not speak alone');
  });

  it('shows an error about the whole form as an alert, and the server’s words for unknown codes', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.fail({}, 'something_new');
    await settled();
    equal([find('[role=alert]').textContent?.trim()], ['server says something_new']);
    clerk.signIn.fail({}, 'user_banned');
    await settled();
    ok(find('[role=alert]').textContent?.includes('blocked'), 'the text of a code from the whole table');
  });

  it('keeps the button’s name and the focus while an action is pending', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    const button = find<HTMLButtonElement>('.cl-formButtonPrimary');
    const width = button.offsetWidth;
    button.focus();
    clerk.signIn.set({ pending: 'identify' });
    await settled();
    equal(
      [button.textContent?.trim(), button.disabled, button.ariaBusy, button.offsetWidth],
      ['Continue', false, 'true', width],
    );
    ok(document.activeElement === button, 'focus stays');
    button.click();
    equal(clerk.signIn.actions.length, 0, 'actions');
  });

  it('asks for the password beside a real username field, and announces the step', async () => {
    const { clerk, input, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    equal(
      [input('username').value, input('username').readOnly, input('username').autocomplete],
      ['ada@example.com', true, 'username'],
    );
    ok(document.activeElement === input('password'), 'focus on the password');
    equal(find('.cl-liveRegion').textContent, 'Enter your password');
    equal(find('.cl-identityPreviewText').textContent, 'ada@example.com');
    input('password').value = 'correct horse';
    find('.cl-formButtonPrimary').click();
    equal(clerk.signIn.actions, [{ type: 'password', password: 'correct horse' }]);
  });

  it('shows and hides the password without re-creating its field', async () => {
    const { clerk, input, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    const field = input('password');
    const button = find('.cl-formFieldInputShowPasswordButton');
    equal([field.type, button.ariaPressed], ['password', 'false']);
    button.click();
    equal([field.type, button.ariaPressed], ['text', 'true']);
    button.click();
    equal([field.type, field.isConnected], ['password', true]);
  });

  it('says that Caps Lock is on', async () => {
    const { clerk, input, find, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: PASSWORD });
    await settled();
    input('password').blur();
    input('password').focus();
    equal([find('.cl-formFieldCapsLock').hidden, find('.cl-formFieldCapsLock').role], [true, 'status']);
    input('password').dispatchEvent(new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true }));
    equal(find('.cl-formFieldCapsLock').hidden, false);
    input('password').dispatchEvent(new KeyboardEvent('keyup', { key: 'CapsLock' }));
    equal(find('.cl-formFieldCapsLock').hidden, true);
  });

  it('says that a code was sent only after it was', async () => {
    const { clerk, element, settled } = await mount('clerk-sign-in', { clerk: at({ ...CODE, sent: null }) });
    const subtitle = () => element.querySelector('.cl-headerSubtitle')?.textContent;
    clerk.signIn.fail({}, 'service_unavailable');
    await settled();
    equal(subtitle(), undefined);
    clerk.signIn.set({ step: CODE });
    await settled();
    equal(subtitle(), 'Enter the 6-digit code we sent you.');
  });

  it('navigates to the redirect target once, unless the page cancels the event', async () => {
    const { clerk, element, settled } = await mount('clerk-sign-in', {
      attributes: { routing: 'virtual', 'force-redirect-url': '/force', 'fallback-redirect-url': '/fallback' },
    });
    const events: string[] = [];
    element.addEventListener('clerk-complete', (event) => events.push(event.sessionId));
    clerk.signIn.set({ step: { name: 'complete', sessionId: 'sess_1' } });
    clerk.set({ session: {}, isSignedIn: true });
    await settled();
    equal([events, clerk.navigations.map(({ to }) => to)], [['sess_1'], ['/after']]);
    equal(clerk.targets[0]?.slice(0, 2), ['signIn', { forceRedirectUrl: '/force', fallbackRedirectUrl: '/fallback' }]);

    const other = await mount('clerk-sign-in');
    other.element.addEventListener('clerk-complete', (event) => event.preventDefault());
    other.clerk.signIn.set({ step: { name: 'complete', sessionId: 'sess_2' } });
    await other.settled();
    equal(other.clerk.navigations, []);
  });

  it('sends a signed-in user on in single-session mode, and otherwise lets them add an account', async () => {
    const single = new FakeClerk();
    Object.assign(single, {
      isSignedIn: true,
      session: {},
      __internal_environment: environment({ singleSession: true }),
    });
    const left = new Promise<string>((resolve) => {
      single.navigate = async (to: string) => resolve(to);
    });
    await mount('clerk-sign-in', { clerk: single });
    equal(await left, '/after');
    const multi = new FakeClerk();
    Object.assign(multi, { isSignedIn: true, session: {} });
    const { input } = await mount('clerk-sign-in', { clerk: multi });
    equal([multi.navigations, input('identifier').isConnected], [[], true]);
  });

  it('says that a user is signed in if there is no other page for them, until they sign out', async () => {
    const clerk = new FakeClerk();
    Object.assign(clerk, {
      isSignedIn: true,
      session: {},
      __internal_environment: environment({ singleSession: true }),
      __internal_redirectTarget: () => location.href,
    });
    const { element, input, settled } = await mount('clerk-sign-in', { clerk });
    await import('../../src/elements/controllers/skip-form.ts');
    await settled();
    ok(element.querySelector('[role=alert]'), 'an alert');
    equal(clerk.navigations, []);
    clerk.set({ client: { id: 'client_2' }, isSignedIn: false, session: null });
    await settled();
    equal([input('identifier').isConnected, element.querySelector('[role=alert]')], [true, null]);
  });

  it('draws the form before the client is known, unless cookies show an earlier session', async () => {
    const clerk = new FakeClerk();
    Object.assign(clerk, { client: undefined, status: 'loading' });
    const first = await mount('clerk-sign-in', { clerk });
    ok(first.input('identifier'), 'the form');
    document.cookie = '__client_uat=1700000000';
    const second = await mount('clerk-sign-in', { clerk });
    ok(second.find('.cl-skeleton'), 'the frame');
    clerk.set({ client: {} });
    await second.settled();
    ok(second.input('identifier'), 'the form afterwards');
    document.cookie = '__client_uat=0';
    const third = await mount('clerk-sign-in', {
      clerk: Object.assign(new FakeClerk(), { client: undefined, status: 'loading' }),
    });
    ok(third.input('identifier'), 'the form of a visitor who signed out');
    document.cookie = '__client_uat=; max-age=0';
  });

  it('shows a frame of the default size first', async () => {
    const clerk = new FakeClerk();
    clerk.startSignIn({ ...START, password: true });
    clerk.__internal_environment = undefined;
    const { element, settled } = await mount('clerk-sign-in', { clerk });
    const before = element.offsetHeight;
    clerk.set({ __internal_environment: environment() });
    await settled();
    ok(Math.abs(element.offsetHeight - before) <= 2, `the same height: ${before} and ${element.offsetHeight}`);
  });

  it('says that the instance cannot be reached', async () => {
    const clerk = Object.assign(new FakeClerk(), {
      __internal_environment: undefined,
      client: undefined,
      status: 'error',
    });
    const { find } = await mount('clerk-sign-in', { clerk });
    ok(find('[role=alert]').textContent?.includes('No connection'), 'an alert');
    equal(find('.cl-footer').offsetHeight, 0);
  });

  it('passes the redirect parameters on to the sign-up page', async () => {
    const { find, clerk } = await mount('clerk-sign-in', {
      attributes: {
        routing: 'virtual',
        'sign-up-url': '/join',
        'force-redirect-url': '/f',
        'sign-up-fallback-redirect-url': '/s',
      },
    });
    const link = find<HTMLAnchorElement>('.cl-footerActionLink');
    equal(
      link.getAttribute('href'),
      `${location.origin}/join#/?sign_in_force_redirect_url=%2Ff&sign_up_fallback_redirect_url=%2Fs`,
    );
    link.click();
    equal(clerk.navigations.length, 1, 'navigations through the instance');
  });

  it('offers no sign-up if the instance has none', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({ mode: 'restricted' });
    const { element } = await mount('clerk-sign-in', { clerk });
    equal([element.querySelector('.cl-footerActionLink'), element.querySelector('.cl-footer')], [null, null]);
  });

  it('passes initial values and metadata to the flow', async () => {
    const { clerk } = await mount('clerk-sign-in', {
      attributes: { routing: 'virtual', 'initial-values': '{"emailAddress":"ada@example.com"}' },
      properties: { unsafeMetadata: { plan: 'pro' } },
    });
    equal(clerk.created, [{ initialValues: { emailAddress: 'ada@example.com' }, unsafeMetadata: { plan: 'pro' } }]);
  });

  it('disposes of the flow and its listeners when removed, and keeps them when moved', async () => {
    const { clerk, element, input, settled } = await mount('clerk-sign-in');
    input('identifier').value = 'typed';
    const box = document.body.appendChild(document.createElement('div'));
    box.append(element);
    await settled();
    equal([clerk.created.length, clerk.signIn.disposed, input('identifier').value], [1, false, 'typed']);
    element.remove();
    await settled();
    equal([clerk.signIn.disposed, clerk.listeners], [true, 0]);
  });
});
