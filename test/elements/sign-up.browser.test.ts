import { environment, FakeClerk, SIGN_UP, VERIFY } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

describe('sign-up', () => {
  afterEach(cleanUp);

  it('asks for the sign-up fields of the instance, and marks optional ones', async () => {
    const { input, element } = await mount('clerk-sign-up');
    const labels = [...element.querySelectorAll('.cl-formFieldLabelRow')].map((row) =>
      row.textContent?.replace(/\s+/g, ' ').trim(),
    );
    equal(labels, ['First name Optional', 'Email address', 'Password']);
    equal([input('firstName').required, input('emailAddress').required], [false, true]);
    equal([input('emailAddress').autocomplete, input('password').autocomplete], ['email', 'new-password']);
  });

  it('puts first and last name side by side while there is room', async () => {
    const clerk = new FakeClerk();
    clerk.startSignUp({
      ...SIGN_UP,
      fields: [{ name: 'firstName', required: true }, { name: 'lastName', required: true }, ...SIGN_UP.fields.slice(1)],
    });
    const { input, element } = await mount('clerk-sign-up', { clerk });
    const top = (name: string) => input(name).getBoundingClientRect().top;
    equal([top('firstName') === top('lastName'), top('lastName') < top('emailAddress')], [true, true]);
    element.style.setProperty('inline-size', '260px');
    ok(top('firstName') < top('lastName'), 'one below the other');
  });

  it('says what a new password needs', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({
      password: { min_length: 10, require_numbers: true, require_uppercase: true },
    });
    const { find } = await mount('clerk-sign-up', { clerk });
    equal(
      find('p.cl-formFieldHintText__password').textContent,
      'At least 10 characters, with an uppercase letter and a number.',
    );
  });

  it('sends the trimmed values of a sign-up without empty ones, and the password unchanged', async () => {
    const { clerk, input, find } = await mount('clerk-sign-up');
    input('emailAddress').value = ' ada@example.com ';
    input('password').value = ' long enough ';
    find('.cl-formButtonPrimary').click();
    equal(clerk.signUp.actions, [
      { type: 'fields', values: { emailAddress: 'ada@example.com', password: ' long enough ' } },
    ]);
  });

  it('reports a password that is too short before it is sent', async () => {
    const { clerk, input, find, settled } = await mount('clerk-sign-up');
    input('emailAddress').value = 'ada@example.com';
    input('password').value = 'short';
    find('.cl-formButtonPrimary').click();
    await settled();
    equal([clerk.signUp.actions.length, input('password').getAttribute('aria-invalid')], [0, 'true']);
    ok(find('.cl-formFieldErrorText__password').textContent?.includes('too short'), 'the reason');
    ok(document.activeElement === input('password'), 'focus on the password');
  });

  it('never puts what was typed for one step into a field of the next', async () => {
    const { clerk, input, element, settled, find } = await mount('clerk-sign-up');
    input('firstName').value = 'typed';
    clerk.signUp.set({ step: { name: 'continue', fields: [{ name: 'username', required: true }], values: {} } });
    await settled();
    equal([element.querySelectorAll('.cl-formField').length, input('username').value], [1, '']);
    ok(find('.cl-signUp-continue'), 'the part of the screen');
  });

  it('verifies the email address with a code, sends another, and goes back to change the address', async () => {
    const { clerk, input, find, settled } = await mount('clerk-sign-up');
    clerk.signUp.reachable.start = { ...SIGN_UP, values: { emailAddress: 'ada@example.com' } };
    clerk.signUp.set({ step: VERIFY });
    await settled();
    equal(
      [find('.cl-headerTitle').textContent, find('.cl-identityPreviewText').textContent],
      ['Verify your email', 'ada@example.com'],
    );
    input('code').value = '424242';
    find('.cl-formButtonPrimary').click();
    find('.cl-formResendCodeLink').click();
    equal(clerk.signUp.actions, [{ type: 'code', code: '424242' }, { type: 'resend' }]);
    find('.cl-identityPreviewEditButton').click();
    await settled();
    equal(input('emailAddress').value, 'ada@example.com');
  });

  it('navigates to the redirect target of a sign-up', async () => {
    const { clerk } = await mount('clerk-sign-up', {
      attributes: { routing: 'virtual', 'fallback-redirect-url': '/hello' },
    });
    clerk.signUp.set({ step: { name: 'complete', sessionId: 'sess_1' } });
    equal(
      [clerk.targets[0]?.slice(0, 2), clerk.navigations.length],
      [['signUp', { fallbackRedirectUrl: '/hello' }], 1],
    );
  });

  it('says that sign-up is closed', async () => {
    const clerk = new FakeClerk();
    clerk.__internal_environment = environment({ mode: 'restricted' });
    const { find, element } = await mount('clerk-sign-up', { clerk });
    equal([find('.cl-headerTitle').textContent, element.querySelector('form')], ['Sign-up is closed', null]);
  });

  it('links to the sign-in page with the redirect parameters', async () => {
    const clerk = new FakeClerk();
    const { find } = await mount('clerk-sign-up', {
      clerk,
      attributes: { routing: 'virtual', 'force-redirect-url': '/f' },
    });
    equal(
      find<HTMLAnchorElement>('.cl-footerActionLink').getAttribute('href'),
      `${location.origin}/sign-in#/?sign_up_force_redirect_url=%2Ff`,
    );
  });
});
