import 'axe-core/axe.js';
import { html, type TemplateResult } from 'lit';
import { ClerkElement } from '../../../src/elements/base/clerk-element.ts';
import { define } from '../../../src/elements/base/define.ts';
import { FormController } from '../../../src/elements/controllers/form-controller.ts';
import { field } from '../../../src/elements/parts/field.ts';
import { form } from '../../../src/elements/parts/form.ts';
import { withStrength } from '../../../src/elements/parts/strength/with-strength.ts';
import { formSheets } from '../../../src/elements/styles/form-sheets.ts';
import { common } from '../../../src/localization/en-us/common.ts';
import { environment, FakeClerk } from '../fake-clerk.ts';
import { cleanUp, equal, ok } from '../support.ts';

declare const axe: { run(node: Node, options?: object): Promise<{ violations: { id: string }[] }> };

class NewPassword extends ClerkElement {
  static override readonly sheets = [...ClerkElement.sheets, ...formSheets];
  static override readonly texts = [common];
  readonly form = new FormController(this);
  protected override render(): TemplateResult {
    const email = field(this, { name: 'emailAddress', label: 'Email address', autocomplete: 'email' });
    const options = { name: 'password', label: 'Password', autocomplete: 'new-password', type: 'password' } as const;
    const rule = { minLength: 8, hint: 'At least 8 characters.' };
    const after = field(this, { name: 'lastName', label: 'Last name', autocomplete: 'family-name' });
    return form(this, () => {}, html`${email}${withStrength(this, field(this, { ...options, ...rule }))}${after}`);
  }
}
define('test-new-password', NewPassword);

async function show(password: object = { show_zxcvbn: true, min_zxcvbn_strength: 3 }) {
  const clerk = new FakeClerk();
  clerk.__internal_environment = environment({ password });
  const element = document.createElement('test-new-password') as NewPassword;
  element.clerk = clerk.asInstance;
  document.body.append(element);
  await element.updateComplete;
  const input = element.querySelector<HTMLInputElement>('[name=password]') as HTMLInputElement;
  const type = (value: string, into = input) => {
    into.value = value;
    into.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const text = () => element.querySelector('.cl-strengthText')?.textContent?.trim() ?? '';
  const filled = () => element.querySelectorAll('.cl-strengthBar > .cl-active').length;
  /** Resolves when the text of the meter changes. */
  const judged = async (value: string) => {
    const before = text();
    // The meter is added at the first key.
    const changed = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (text() === before) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(element, { childList: true, subtree: true, characterData: true });
    });
    type(value);
    await changed;
    return text();
  };
  return { element, input, type, text, filled, judged };
}

describe('the strength of a new password', () => {
  afterEach(cleanUp);

  it('shows the password strength in words and as a bar', async () => {
    const { judged, filled } = await show();
    equal(await judged('aaaaaaaaaa'), 'Repeats such as aaa are easy to guess.');
    equal(filled(), 0);
    equal(await judged('xK7#mQ2$vR9!tZ4'), 'A strong password.');
    equal(filled(), 4);
  });

  it('announces the password strength, and hides the bar from assistive technology', async () => {
    const { element, judged } = await show();
    await judged('aaaaaaaaaa');
    equal(element.querySelector('.cl-strengthText')?.getAttribute('role'), 'status');
    equal(element.querySelector('.cl-strengthBar')?.getAttribute('aria-hidden'), 'true');
  });

  it('rates a password by the minimum of the instance', async () => {
    const high = await show({ show_zxcvbn: true, min_zxcvbn_strength: 4 });
    const low = await show({ show_zxcvbn: true, min_zxcvbn_strength: 1 });
    const password = 'bluehouse12';
    equal(await high.judged(password), 'Too easy to guess. Add a less common word.');
    equal(await low.judged(password), 'Good enough, but it could be stronger.');
  });

  it('rates a password that repeats other fields as weak', async () => {
    const { element, type, judged } = await show();
    type('hildegunde@example.com', element.querySelector('[name=emailAddress]') as HTMLInputElement);
    ok((await judged('hildegunde')).includes('Leave out your name'), 'own name');
  });

  it('hides the strength meter when the field is emptied', async () => {
    const { element, judged } = await show();
    await judged('aaaaaaaaaa');
    equal(await judged(''), '');
    ok(!element.querySelector('.cl-judged'), 'the hint is back');
  });

  it('moves nothing while it rates a password, with words that fit one line', async () => {
    const { element, judged } = await show({ show_zxcvbn: true, min_zxcvbn_strength: 3 });
    element.style.setProperty('inline-size', '320px');
    const top = () => element.querySelector('[name=lastName]')?.getBoundingClientRect().top;
    const before = top();
    for (const password of ['aaaaaaaaaa', 'bluehouse12', 'P@ssw0rd1', 'qwertyuiop', '19841984', 'xK7#mQ2$vR9!tZ4'])
      equal(
        [await judged(password), top()],
        [element.querySelector('.cl-strengthText')?.textContent?.trim(), before],
        password,
      );
    await judged('');
    equal(top(), before, 'emptied');
  });

  it('shows the rule instead of the strength as long as the password breaks it', async () => {
    const { element, judged } = await show();
    const shown = () => getComputedStyle(element.querySelector('[id$="password-hint"]') as Element).visibility;
    await judged('aaaaaaaaaa');
    equal(shown(), 'hidden');
    equal([await judged('aaaa'), shown()], ['', 'visible']);
  });

  it('takes the strength texts of a Clerk locale', async () => {
    const { element, judged } = await show();
    element.localization = { unstable__errors: { zxcvbn: { goodPassword: 'Starkes Passwort.' } } };
    equal(await judged('xK7#mQ2$vR9!tZ4'), 'Starkes Passwort.');
  });

  it('keeps the password field and allows pasting while the meter appears', async () => {
    const { input, element, judged } = await show();
    input.focus();
    await judged('aaaaaaaaaa');
    equal(document.activeElement, input);
    equal(element.querySelector('[name=password]'), input);
    const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
    ok(input.dispatchEvent(paste), 'a paste is not prevented');
  });

  it('loads no strength meter if the instance shows none or the user saves data', async () => {
    const off = await show({});
    off.type('aaaaaaaaaa');
    await off.element.updateComplete;
    equal(off.element.querySelector('.cl-strength'), null);
    const { element, type } = await show();
    Object.defineProperty(navigator, 'connection', { value: { saveData: true }, configurable: true });
    try {
      type('aaaaaaaaaa');
      await import('../../../src/elements/parts/strength/strength-meter.ts');
      await element.updateComplete;
      equal(element.querySelector('.cl-strength'), null);
    } finally {
      Reflect.deleteProperty(navigator, 'connection');
    }
  });

  it('has no accessibility violation in the strength meter, light and dark', async () => {
    for (const scheme of ['light', 'dark']) {
      const { element, judged } = await show();
      element.setAttribute('color-scheme', scheme);
      (element.renderRoot as HTMLElement).style.background = 'var(--cl-bg)';
      await judged('bluehouse12');
      for (const animation of element.getAnimations({ subtree: true })) animation.finish();
      const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
      equal(
        violations.map(({ id }) => id),
        [],
      );
    }
  });
});
