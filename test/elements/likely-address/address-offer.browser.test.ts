import { sendKeys } from '@web/test-runner-commands';
import { CREDENTIALS, EVERY_STEP, type StepState } from '../every-step.ts';
import { showStep } from '../show-step.ts';
import { cleanUp, equal, ok } from '../support.ts';

async function show(name: string, properties: object = {}) {
  const shown = await showStep({ ...CREDENTIALS, ...EVERY_STEP }[name] as StepState, properties);
  const { element, settled, find, flow, input } = shown;
  const press = async (key: string) => {
    await sendKeys({ press: key });
    await settled();
  };
  return {
    ...shown,
    press,
    async type(field: string, keys: string) {
      input(field).focus();
      await sendKeys({ type: keys });
      await settled();
    },
    async clear(field: string) {
      input(field).select();
      await press('Backspace');
    },
    async click(selector: string) {
      find(selector).click();
      await settled();
    },
    offer: () => element.querySelector('.cl-formFieldWarningText')?.textContent?.trim() ?? '',
    button: () => find('.cl-formFieldWarningText button'),
    sent: () => flow.actions.map((action) => ({ ...action }) as Record<string, unknown>),
  };
}
const PRIMARY = '.cl-formButtonPrimary';
const MISTYPED = 'ada@gmial.com';

describe('a likely typing mistake in an address', () => {
  afterEach(cleanUp);

  it('holds a sign-up once, and sends what was typed when the user insists', async () => {
    const { type, press, offer, sent, input } = await show('sign-up');
    await type('emailAddress', MISTYPED);
    await type('password', 'long enough');
    await press('Enter');
    equal([offer(), sent()], ['Did you mean ada@gmail.com?', []]);
    ok(document.activeElement === input('emailAddress'), 'the focus is on the address');
    equal(input('emailAddress').ariaInvalid, null, 'it is no error');
    await press('Enter');
    equal(
      sent().map(({ values }) => values),
      [{ emailAddress: MISTYPED, password: 'long enough' }],
    );
  });

  it('takes the likely address and goes on with one press', async () => {
    const { type, click, button, sent, input } = await show('sign-up');
    await type('emailAddress', MISTYPED);
    await type('password', 'long enough');
    await click(PRIMARY);
    equal(button().ariaLabel, 'Use ada@gmail.com');
    await click('.cl-formFieldWarningText button');
    equal(input('emailAddress').value, 'ada@gmail.com');
    equal(
      sent().map(({ values }) => values),
      [{ emailAddress: 'ada@gmail.com', password: 'long enough' }],
    );
  });

  it('offers the likely address when the user leaves the field, and keeps the focus where it goes', async () => {
    const { type, press, offer, sent, input, button } = await show('sign-up');
    await type('emailAddress', MISTYPED);
    equal(offer(), '', 'nothing while the user types');
    await press('Tab');
    equal(offer(), 'Did you mean ada@gmail.com?');
    ok(document.activeElement === input('password'), 'the focus moves on');
    button().dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
    button().click();
    equal([input('emailAddress').value, offer(), sent()], ['ada@gmail.com', '', []]);
    ok(document.activeElement === input('password'), 'the focus stays');
  });

  it('takes the likely address by keyboard, and returns the focus to the field', async () => {
    const { type, press, input, offer } = await show('sign-up');
    await type('emailAddress', MISTYPED);
    await press('Tab');
    await press('Shift+Tab');
    equal(document.activeElement?.ariaLabel, 'Use ada@gmail.com');
    await press('Enter');
    equal([input('emailAddress').value, offer()], ['ada@gmail.com', '']);
    ok(document.activeElement === input('emailAddress'), 'the focus is in the field');
  });

  it('announces the likely address and describes the field with it', async () => {
    const { type, press, input } = await show('sign-up');
    await type('emailAddress', MISTYPED);
    await press('Tab');
    const [id = ''] = input('emailAddress').getAttribute('aria-describedby')?.split(' ') ?? [];
    const region = document.getElementById(id);
    equal([region?.textContent?.trim(), region?.role], ['Did you mean ada@gmail.com?', 'status']);
  });

  it('withdraws the offer when the address is changed, and makes another one for another mistake', async () => {
    const { type, clear, press, offer, sent } = await show('sign-up');
    await type('password', 'long enough');
    await type('emailAddress', MISTYPED);
    await press('Enter');
    await press('End');
    await clear('emailAddress');
    equal(offer(), '');
    await type('emailAddress', 'ada@hotmial.com');
    await press('Enter');
    equal([offer(), sent()], ['Did you mean ada@hotmail.com?', []]);
  });

  it('holds the sign-in before a code is sent, and not the one with a password', async () => {
    const code = await show('start');
    await code.type('identifier', MISTYPED);
    await code.press('Enter');
    equal([code.offer(), code.sent()], ['Did you mean ada@gmail.com?', []]);
    cleanUp();
    const password = await show('start-password');
    await password.type('identifier', MISTYPED);
    await password.type('password', 'a password');
    await password.press('Enter');
    equal(password.sent(), [{ type: 'identify', identifier: MISTYPED, password: 'a password' }]);
  });

  it('does not hold an address that the page or a password manager filled in', async () => {
    const start = CREDENTIALS['sign-up'] as StepState;
    const given = await showStep({ ...start, step: { ...start.step, values: { emailAddress: MISTYPED } } as never });
    given.input('password').value = 'long enough';
    given.find(PRIMARY).click();
    await given.settled();
    equal(given.flow.actions.length, 1, 'an initial value');
    cleanUp();
    const filled = await show('sign-up');
    await filled.type('emailAddress', 'a@');
    filled.input('emailAddress').value = MISTYPED;
    // Managers and the browser's own autofill send an event without the kind of input.
    filled.input('emailAddress').dispatchEvent(new Event('input', { bubbles: true }));
    await filled.type('password', 'long enough');
    await filled.press('Enter');
    equal(filled.sent().length, 1, 'a filled value');
  });

  it('shows what is wrong with other fields first', async () => {
    const { type, press, offer, sent, input } = await show('sign-up');
    await type('emailAddress', MISTYPED);
    await press('Enter');
    equal([offer(), input('password').ariaInvalid, sent()], ['Did you mean ada@gmail.com?', 'true', []]);
    ok(document.activeElement === input('password'), 'the focus is on the wrong field');
  });

  it('says nothing about an address of a provider that is spelled like another one', async () => {
    const { type, press, offer, sent } = await show('start');
    await type('identifier', 'ada@ymail.com');
    await press('Tab');
    equal(offer(), '');
    await press('Enter');
    equal(sent().length, 1);
  });

  it('holds the address for a waitlist', async () => {
    const { type, press, sent } = await show('waitlist');
    await type('emailAddress', MISTYPED);
    await press('Enter');
    equal(sent(), []);
    await press('Enter');
    equal(sent(), [{ type: 'join-waitlist', emailAddress: MISTYPED }]);
  });
});
