import { sendKeys } from '@web/test-runner-commands';
import { environment, FakeClerk, SIGN_UP, VERIFY } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

describe('sign-up', () => {
  afterEach(cleanUp);

  it('asks for the sign-up fields of the instance, and marks optional ones', async () => {
    const { input, element } = await mount('clerk-sign-up');
    const labels = [...element.querySelectorAll('.cl-formFieldLabelRow')].map((row) =>
      row.textContent?.replace(/\s+/g, ' ').trim(),
    );
    equal(labels, ['Email address', 'Password', 'First name Optional']);
    equal([input('firstName').required, input('emailAddress').required], [false, true]);
    equal([input('emailAddress').autocomplete, input('password').autocomplete], ['email', 'new-password']);
  });

  const optional = (change: object = {}) => {
    const clerk = new FakeClerk();
    const fields = ['firstName', 'lastName', 'username', 'emailAddress', 'phoneNumber', 'password'] as const;
    const required = ['emailAddress', 'password'];
    clerk.startSignUp({
      ...SIGN_UP,
      fields: fields.map((name) => ({ name, required: required.includes(name) })),
      ...change,
    });
    return clerk;
  };
  const visible = (element: Element) =>
    [...element.querySelectorAll<HTMLInputElement>('form input')]
      .filter((input) => input.checkVisibility())
      .map(({ name }) => name);

  it('hides optional fields behind a link, and opens and closes them by keyboard', async () => {
    const { element, input, find, settled } = await mount('clerk-sign-up', { clerk: optional() });
    equal(visible(element), ['emailAddress', 'password']);
    const link = find('summary');
    equal(link.textContent, 'Optional details');
    input('password').focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    ok(document.activeElement === link, 'the link follows the password');
    await sendKeys({ press: 'Enter' });
    await settled();
    equal(visible(element), ['emailAddress', 'password', 'firstName', 'lastName', 'username', 'phoneNumber']);
    await sendKeys({ press: 'Tab' });
    ok(document.activeElement === input('firstName'), 'the fields follow the link');
    link.focus();
    await sendKeys({ press: 'Space' });
    await settled();
    equal(visible(element), ['emailAddress', 'password']);
  });

  it('shows the optional fields where one has a value, until the user closes them', async () => {
    const { element, find, settled } = await mount('clerk-sign-up', {
      clerk: optional({ values: { username: 'ada' } }),
    });
    const shown = ['emailAddress', 'password', 'firstName', 'lastName', 'username', 'phoneNumber'];
    await settled();
    equal(visible(element), shown);
    find('summary').click();
    await settled();
    element.requestUpdate();
    await settled();
    equal(visible(element), ['emailAddress', 'password']);
  });

  it('keeps and sends what optional fields hold while they are hidden', async () => {
    const { clerk, input, find, settled } = await mount('clerk-sign-up', {
      clerk: optional({ values: { firstName: 'Ada', phoneNumber: '+12015550123' } }),
    });
    find('summary').click();
    await settled();
    input('lastName').value = 'Lovelace';
    find('summary').click();
    await settled();
    input('emailAddress').value = 'ada@example.com';
    input('password').value = 'long enough';
    find('.cl-formButtonPrimary').click();
    const [{ values } = { values: {} }] = clerk.signUp.actions as unknown as {
      values: Record<string, string | undefined>;
    }[];
    equal(
      [values['firstName'], values['lastName'], values['phoneNumber'], input('lastName').value],
      ['Ada', 'Lovelace', '+12015550123', 'Lovelace'],
    );
  });

  it('sends an optional phone number that is given beforehand, and loads no field for one that is not', async () => {
    const { clerk, input, find } = await mount('clerk-sign-up', {
      clerk: optional({ values: { phoneNumber: '+12015550123' } }),
    });
    input('emailAddress').value = 'ada@example.com';
    input('password').value = 'long enough';
    find('.cl-formButtonPrimary').click();
    const [action] = clerk.signUp.actions as unknown as { values: Record<string, string> }[];
    equal(action?.values['phoneNumber'], '+12015550123');
    cleanUp();
    const without = await mount('clerk-sign-up', { clerk: optional() });
    equal(without.element.querySelector('[name=phoneNumber]'), null);
  });

  it('opens the optional fields for an error of one, and focuses it', async () => {
    const { clerk, element, input, settled } = await mount('clerk-sign-up', { clerk: optional() });
    clerk.signUp.fail({ username: 'form_identifier_exists__username' });
    await settled();
    ok(visible(element).includes('username'), 'the field is there');
    ok(document.activeElement === input('username'), 'and has the focus');
    await sendKeys({ type: 'ada' });
    await settled();
    ok(visible(element).includes('username'), 'it stays while the user corrects it');
  });

  for (const [setting, clerkOf, names] of [
    [
      'a setting of the instance',
      (clerk: FakeClerk) =>
        Object.assign(clerk.__internal_environment?.user_settings.sign_up ?? {}, { show_optional_fields: true }),
      6,
    ],
    [
      '`showOptionalFields`',
      (clerk: FakeClerk) => Object.assign(clerk.options, { appearance: { options: { showOptionalFields: true } } }),
      6,
    ],
    [
      '`showOptionalFields: false`',
      (clerk: FakeClerk) => Object.assign(clerk.options, { appearance: { options: { showOptionalFields: false } } }),
      2,
    ],
  ] as const) {
    it(`shows optional fields from the start, or never, as the page wants: ${setting}`, async () => {
      const clerk = optional();
      clerkOf(clerk);
      const { element } = await mount('clerk-sign-up', { clerk });
      equal([visible(element).length, element.querySelector('summary')], [names, null]);
    });
  }

  it('shows optional identifiers where none is required', async () => {
    const clerk = optional({
      fields: [
        { name: 'firstName', required: false },
        { name: 'emailAddress', required: false },
        { name: 'phoneNumber', required: false },
      ],
    });
    const { element } = await mount('clerk-sign-up', { clerk });
    equal(visible(element), ['emailAddress', 'phoneNumber']);
  });

  it('says after the way back that the password is set, and takes another one', async () => {
    const kept = [
      { name: 'emailAddress', required: true },
      { name: 'password', required: false, isKept: true },
    ] as const;
    const clerk = optional({ fields: kept, values: { emailAddress: 'ada@example.com' } });
    const { element, input, find, settled } = await mount('clerk-sign-up', { clerk });
    equal(visible(element), ['emailAddress']);
    equal(find('summary').innerText.replace(/\s+/g, ' '), 'Your password is set. Change');
    ok(!element.textContent?.includes('Optional'), 'it is not optional');
    find('.cl-formButtonPrimary').click();
    find('summary').click();
    await settled();
    ok(document.activeElement === input('password'), 'the focus is on the field');
    input('password').value = 'another password';
    find('.cl-formButtonPrimary').click();
    equal(
      clerk.signUp.actions.map((action) => (action as { values: object }).values),
      [{ emailAddress: 'ada@example.com' }, { emailAddress: 'ada@example.com', password: 'another password' }],
    );
  });

  it('shows an error of the kept password beside its field, until the user has corrected it', async () => {
    const kept = [{ name: 'password', required: false, isKept: true }];
    const { clerk, element, input, settled } = await mount('clerk-sign-up', { clerk: optional({ fields: kept }) });
    clerk.signUp.fail({ password: 'form_password_pwned' });
    await settled();
    ok(document.activeElement === input('password'), 'the focus is on the field');
    await sendKeys({ type: 'another' });
    await settled();
    equal(visible(element), ['password']);
  });

  it('titles a lone consent for what it is', async () => {
    const clerk = new FakeClerk();
    const consent = { name: 'legalAccepted', required: true } as const;
    clerk.startSignUp({ name: 'continue', fields: [consent], values: {} });
    const { find, settled } = await mount('clerk-sign-up', { clerk });
    equal(find('.cl-headerTitle').textContent, 'Agree to continue');
    clerk.signUp.set({
      step: { name: 'continue', fields: [{ name: 'username', required: true }, consent], values: {} },
    });
    await settled();
    equal(find('.cl-headerTitle').textContent, 'A few more details');
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
