import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { asciiDigits } from '../../src/protocol/ascii-digits.ts';
import { CREDENTIALS, type StepState } from './every-step.ts';
import { itNeeds } from './it-needs.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal } from './support.ts';

const WIDE = '４２４２４２';

/** Composes text as an input method does: step by step, and at the end the text that the user chooses. */
function compose(steps: string[], chosen?: string): Promise<unknown> {
  return executeServerCommand('compose', { steps, chosen });
}

const show = (name: string) => showStep(CREDENTIALS[name] as StepState);
const grown = (text: string) => [...text].map((_, end) => text.slice(0, end + 1));

describe('digits of an input method', () => {
  afterEach(cleanUp);

  for (const chosen of [WIDE, '424242']) {
    itNeeds('an input method', `reads and sends a code after the composition: ${chosen}`, async () => {
      const { input, flow } = await show('email-code');
      input('code').focus();
      await compose(grown(WIDE));
      equal([input('code').value, flow.actions], [WIDE, []], 'while it composes');
      await compose([], chosen);
      equal([input('code').value, flow.actions], ['424242', [{ type: 'code', code: '424242' }]]);
    });
  }

  itNeeds('an input method', 'accepts a code from several compositions', async () => {
    const { input, flow } = await show('verify-phone-number');
    input('code').focus();
    for (const digit of WIDE) await compose([digit], digit);
    equal([input('code').value, flow.actions], ['424242', [{ type: 'code', code: '424242' }]]);
  });

  itNeeds(
    'an input method',
    'replaces a refused code by composed digits, and ignores extra ones in a full field',
    async () => {
      const { input, flow, settled } = await show('totp');
      const code = input('code');
      code.focus();
      await sendKeys({ type: '111111' });
      flow.fail({ code: 'form_code_incorrect' });
      await settled();
      code.setSelectionRange(3, 3);
      await compose(['４', '４２'], '４２');
      equal(code.value, '42');
      await sendKeys({ type: '4242' });
      flow.set({ pending: 'code' });
      await settled();
      await compose(['９'], '９');
      equal([code.value, flow.actions.length], ['424242', 2]);
    },
  );

  it('accepts digits of every script', async () => {
    const systems = Intl.supportedValuesOf('numberingSystem');
    const tried = systems.flatMap((numberingSystem) => {
      const text = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false }).format(1234567890);
      return /^\p{Nd}+$/u.test(text) ? [[numberingSystem, asciiDigits(text)]] : [];
    });
    equal(tried.length > 40, true, 'scripts');
    for (const [system, digits] of tried) equal(digits, '1234567890', system);
  });

  for (const code of [WIDE, '٤٢٤٢٤٢', '४२४२४२', '𝟜𝟚𝟜𝟚𝟜𝟚', '４２４－２４２']) {
    it(`accepts digits of every script that were filled in without an event: ${code}`, async () => {
      const { input, find, flow } = await show('email-code');
      input('code').value = code;
      find('.cl-formButtonPrimary').click();
      equal(flow.actions, [{ type: 'code', code: '424242' }]);
    });
  }

  itNeeds('an input method', 'accepts digits of every script and wide letters in a backup code', async () => {
    const { input, find, flow } = await show('backup-code');
    input('code').focus();
    await compose(['ａｂ'], 'ａｂ３４');
    await sendKeys({ type: 'cd٥६ ' });
    find('.cl-formButtonPrimary').click();
    equal(flow.actions, [{ type: 'code', code: 'ab34cd56' }]);
  });

  for (const typed of ['２０１５５５０１２３', '٢٠١٥٥٥٠١٢٣', '२०१५५५०१२३']) {
    itNeeds('an input method', `groups a phone number after the composition: ${typed}`, async () => {
      const { input, find, flow } = await show('start-phone');
      const field = input('identifier');
      field.value = '';
      field.focus();
      await compose(grown(typed));
      equal(field.value, typed, 'while it composes');
      await compose([], typed);
      equal(field.value, '(201) 555-0123');
      find('.cl-formButtonPrimary').click();
      equal(flow.actions.at(-1), { type: 'identify', identifier: '+12015550123' });
    });
  }
});
