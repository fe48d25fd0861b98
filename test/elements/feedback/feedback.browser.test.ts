import { sendKeys } from '@web/test-runner-commands';
import { CREDENTIALS } from '../every-step.ts';
import { environment, FakeClerk } from '../fake-clerk.ts';
import { showStep } from '../show-step.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';

const SIGN_UP = CREDENTIALS['sign-up'] as (typeof CREDENTIALS)[string];

/** Shows the first step of a sign-up, and types into it with the keyboard. */
async function signUp(password: object = {}) {
  const clerk = new FakeClerk();
  clerk.__internal_environment = environment({ password });
  const mounted = await mount('clerk-sign-up', { clerk });
  const { input, find, settled, element } = mounted;
  return {
    ...mounted,
    async type(name: string, keys: string) {
      input(name).focus();
      await sendKeys({ type: keys });
      await settled();
    },
    async press(key: string) {
      await sendKeys({ press: key });
      await settled();
    },
    async send() {
      find('.cl-formButtonPrimary').click();
      await settled();
    },
    error: (name: string) => element.querySelector(`.cl-formFieldErrorText__${name}`)?.textContent?.trim(),
    hint: () => element.querySelector<HTMLElement>('[id$="-password-hint"]') as HTMLElement,
    confirmed: () => element.querySelector('.cl-formFieldSuccessText__password')?.firstChild?.textContent,
    said: () => element.querySelector('.cl-formFieldMet')?.textContent,
  };
}

describe('what a field says while the user types', () => {
  afterEach(cleanUp);

  it('keeps the error of an address until the address is right', async () => {
    const { type, send, error, input, press } = await signUp();
    await type('emailAddress', 'ada');
    await send();
    ok(error('emailAddress'), 'an error');
    await type('emailAddress', '@');
    ok(error('emailAddress'), 'still wrong');
    equal(input('emailAddress').ariaInvalid, 'true');
    await type('emailAddress', 'example');
    equal([error('emailAddress'), input('emailAddress').ariaInvalid], ['', null]);
    for (let count = 0; count < 'example'.length; count++) await press('Backspace');
    equal(error('emailAddress'), '', 'no new error before the form is sent');
  });

  it('keeps the error of a short password until it is long enough, and then confirms the rule', async () => {
    const { type, send, error, confirmed, said, hint, input } = await signUp();
    await type('emailAddress', 'ada@example.com');
    await type('password', 'short');
    await send();
    ok(error('password'), 'an error');
    await type('password', '12');
    equal([!!error('password'), confirmed()], [true, undefined]);
    await type('password', '3');
    equal([error('password'), confirmed(), said()], ['', 'At least 8 characters.', 'Requirement met.']);
    ok(document.activeElement === input('password'), 'the focus stays');
    ok(input('password').getAttribute('aria-describedby')?.includes(hint().id), 'part of the description');
  });

  it('takes the confirmation back when the rule is broken again', async () => {
    const { type, press, confirmed, said, hint } = await signUp();
    await type('password', '12345678');
    ok(confirmed(), 'confirmed');
    await press('Backspace');
    equal([confirmed(), said(), hint().classList.contains('cl-formFieldHintText')], [undefined, '', true]);
  });

  it('confirms a rule with several kinds of characters when all are there', async () => {
    const rules = {
      require_numbers: true,
      require_uppercase: true,
      require_special_char: true,
      allowed_special_characters: '!?',
    };
    const { type, confirmed } = await signUp(rules);
    for (const [keys, isMet] of [
      ['abcdefgh', false],
      ['1', false],
      ['A', false],
      ['-', false],
      ['!', true],
    ] as const) {
      await type('password', keys);
      equal(!!confirmed(), isMet, `after ${keys}`);
    }
  });

  it('announces that a rule is met once, however much follows', async () => {
    const { type, element } = await signUp();
    const heard: string[] = [];
    new MutationObserver((records) => {
      for (const { target } of records) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest(
          '[role=status], [aria-live]',
        );
        if (region?.textContent?.trim()) heard.push(region.textContent.trim());
      }
    }).observe(element, { childList: true, characterData: true, subtree: true });
    await type('password', '1234567890abc');
    equal(heard, ['Requirement met.']);
  });

  it('moves nothing when a rule is met', async () => {
    const { type, find } = await signUp();
    const top = () => find('.cl-formButtonPrimary').getBoundingClientRect().top;
    const before = top();
    await type('password', '12345678');
    equal(top(), before);
  });

  it('removes what the server said about a value as soon as there is another value', async () => {
    const { flow, settled, element, input } = await showStep(SIGN_UP);
    flow.fail({ emailAddress: 'form_identifier_exists__email_address', password: 'form_password_pwned' });
    await settled();
    input('emailAddress').focus();
    await sendKeys({ type: 'x' });
    await settled();
    const shown = [...element.querySelectorAll('.cl-formFieldErrorText')].map((each) => !!each.textContent?.trim());
    equal(shown, [false, true]);
  });
});
