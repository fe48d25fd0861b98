import { sendKeys } from '@web/test-runner-commands';
import { steadyNow } from '../../src/client/platform/steady-now.ts';
import { CODE, CODE_FACTOR, FakeClerk } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok, paste, speak } from './support.ts';

async function codeScreen(step = CODE) {
  const clerk = new FakeClerk();
  clerk.startSignIn(step);
  clerk.signIn.reachable.start = step;
  const mounted = await mount('clerk-sign-in', { clerk });
  return { ...mounted, code: mounted.input('code') };
}

/** Stops the clocks, so that no time passes however slow the machine is. Returns the steady time. */
function stopClocks(): number {
  steadyNow();
  const [date, counter] = [Date.now(), performance.now()];
  Date.now = () => date;
  performance.now = () => counter;
  return steadyNow();
}

describe('one-time code', () => {
  const clocks = { date: Date.now, counter: performance.now };
  afterEach(() => {
    Date.now = clocks.date;
    performance.now = clocks.counter;
    cleanUp();
  });

  it('renders one input that keyboards and password managers recognize, with the name that tests for Clerk use', async () => {
    const { code, element } = await codeScreen();
    equal(element.querySelectorAll('form input:not([readonly])').length, 1, 'inputs');
    equal([code.getAttribute('autocomplete'), code.inputMode], ['one-time-code', 'numeric']);
    equal(code.ariaLabel, 'Enter verification code');
    equal(element.querySelectorAll('.cl-otpCodeFieldInput').length, 6, 'cells');
  });

  it('submits a code when the last digit is typed', async () => {
    const { code, clerk } = await codeScreen();
    code.focus();
    await sendKeys({ type: '42424' });
    equal(clerk.signIn.actions.length, 0, 'actions after five');
    await sendKeys({ type: '2' });
    equal(clerk.signIn.actions, [{ type: 'code', code: '424242' }]);
  });

  it('submits a code that was completed while another one was being sent', async () => {
    const { code, clerk, settled } = await codeScreen();
    clerk.signIn.set({ pending: 'resend' });
    await settled();
    code.focus();
    await sendKeys({ type: '424242' });
    await settled();
    equal(clerk.signIn.actions, [], 'while the form is busy');
    clerk.signIn.set({});
    await settled();
    equal(clerk.signIn.actions, [{ type: 'code', code: '424242' }]);
    clerk.signIn.set({});
    await settled();
    equal(clerk.signIn.actions.length, 1, 'codes sent');
  });

  it('submits a corrected code after the answer to the wrong one', async () => {
    const { code, clerk, settled } = await codeScreen();
    clerk.signIn.set({ pending: 'code' });
    await settled();
    code.focus();
    await sendKeys({ type: '424242' });
    clerk.signIn.fail({ code: 'form_code_incorrect' });
    await settled();
    equal(clerk.signIn.actions, [{ type: 'code', code: '424242' }]);
  });

  it('does not submit a code of one step in the next one', async () => {
    const { code, clerk, settled } = await codeScreen();
    clerk.signIn.set({ pending: 'code' });
    await settled();
    code.focus();
    await sendKeys({ type: '424242' });
    clerk.signIn.set({ step: { ...CODE, name: 'client-trust', factor: CODE_FACTOR, alternatives: [] } });
    await settled();
    equal(clerk.signIn.actions, []);
  });

  it('does not submit a code that was changed while the form was pending', async () => {
    const { code, clerk, settled } = await codeScreen();
    clerk.signIn.set({ pending: 'resend' });
    await settled();
    code.focus();
    await sendKeys({ type: '424242' });
    await sendKeys({ press: 'Backspace' });
    clerk.signIn.set({});
    await settled();
    equal(clerk.signIn.actions, []);
  });

  it('accepts a pasted code with spaces, dashes and words', async () => {
    for (const text of ['424 242', '424-242', 'Your code: 424242.', '４２４２４２']) {
      const { code, clerk } = await codeScreen();
      paste(code, text);
      equal(clerk.signIn.actions, [{ type: 'code', code: '424242' }], text);
      cleanUp();
    }
  });

  it('inserts part of a code at the caret', async () => {
    const { code, clerk } = await codeScreen();
    code.focus();
    code.value = '42';
    code.setSelectionRange(1, 1);
    paste(code, '9 8');
    equal([code.value, clerk.signIn.actions.length], ['4982', 0]);
  });

  it('ignores other characters than digits, and digits after the sixth', async () => {
    const { code } = await codeScreen();
    code.focus();
    await sendKeys({ type: '4a2-4' });
    equal(code.value, '424');
    await sendKeys({ type: '24299' });
    equal(code.value, '424242');
  });

  it('sends a code that was filled in without an event', async () => {
    const { code, clerk, find } = await codeScreen();
    code.value = '123456';
    find('.cl-formButtonPrimary').click();
    equal(clerk.signIn.actions, [{ type: 'code', code: '123456' }]);
  });

  it('selects a wrong code, so that typing replaces it', async () => {
    const { code, clerk, settled, find } = await codeScreen();
    code.value = '111111';
    clerk.signIn.fail({ code: 'form_code_incorrect' });
    await settled();
    ok(document.activeElement === code, 'focus on the code');
    equal([code.selectionStart, code.selectionEnd], [0, 6]);
    ok(find('.cl-otpCodeField .cl-formFieldErrorText').textContent?.includes('Use the newest one'), 'what to do next');
    await sendKeys({ type: '2' });
    equal(code.value, '2');
  });

  it('marks the cell of the caret', async () => {
    const { code, element } = await codeScreen();
    code.focus();
    await sendKeys({ type: '42' });
    const active = [...element.querySelectorAll('.cl-otpCodeFieldInput')].map((cell) => cell.matches('.cl-active'));
    equal(active, [false, false, true, false, false, false]);
  });

  it('counts down correctly after the clock is set back or the device slept', async () => {
    const start = stopClocks();
    const sent = { to: 'a***@example.com', resendAt: start + 29_500 };
    const { find, clerk, settled } = await codeScreen({ ...CODE, sent });
    const shown = async () => {
      clerk.set({ client: {} });
      await settled();
      return find('.cl-formResendCodeLink').textContent?.trim();
    };
    const back = Date.now() - 3_600_000;
    Date.now = () => back;
    equal(await shown(), 'Send again in 30 seconds', 'set back by an hour');
    Date.now = () => back + 20_000;
    equal(await shown(), 'Send again in 10 seconds', 'after a sleep of 20 seconds');
  });

  it('counts down in the language of the page until another code may be sent', async () => {
    const start = stopClocks();
    const sent = { to: 'a***@example.com', resendAt: start + 29_500 };
    const { find, clerk, settled, element } = await codeScreen({ ...CODE, sent });
    const resend = find<HTMLButtonElement>('.cl-formResendCodeLink');
    equal([resend.textContent?.trim(), resend.ariaDisabled], ['Send again in 30 seconds', 'true']);
    await speak(element, 'de_DE', 'de-DE');
    equal(resend.textContent?.trim(), 'Erneut senden in 30 Sekunden');
    await speak(element, '?', 'en-US');
    equal(resend.textContent?.trim(), 'Send again in 30 seconds');
    resend.click();
    equal(clerk.signIn.actions.length, 0, 'actions');
    clerk.signIn.set({ step: CODE });
    await settled();
    find('.cl-formResendCodeLink').click();
    equal(clerk.signIn.actions, [{ type: 'resend' }]);
    clerk.signIn.set({ step: { ...CODE, sent } });
    await settled();
    equal(find('.cl-liveRegion').textContent, 'A new message was sent.');
  });

  it('keeps the button that sends another code closed until the first sending was answered', async () => {
    const { find, clerk, settled } = await codeScreen({ ...CODE, sent: null });
    const resend = find<HTMLButtonElement>('.cl-formResendCodeLink');
    clerk.signIn.set({ pending: 'resend' });
    await settled();
    equal(resend.ariaDisabled, 'true', 'while the code is being sent');
    resend.click();
    equal(clerk.signIn.actions, [], 'actions');
    clerk.signIn.set({});
    await settled();
    equal(resend.ariaDisabled, 'false', 'after the sending failed');
    resend.click();
    equal(clerk.signIn.actions, [{ type: 'resend' }]);
  });

  it('counts down the wait that the API names for a code that was asked for too soon', async () => {
    stopClocks();
    const start = Date.now();
    const { find, clerk, settled, element } = await codeScreen({ ...CODE, sent: null });
    const meta = { retryAfter: 20 };
    const global = { code: 'too_many_requests', message: '', longMessage: '', meta } as const;
    clerk.signIn.set({ errors: { fields: {}, global } });
    await settled();
    const resend = find<HTMLButtonElement>('.cl-formResendCodeLink');
    const alert = () => element.querySelector('[role=alert]')?.textContent?.trim();
    equal([resend.textContent?.trim(), resend.ariaDisabled], ['Send again in 20 seconds', 'true']);
    equal(alert(), 'Too many attempts in a short time. Wait a moment, then try again.');
    Date.now = () => start + 12_000;
    clerk.set({ client: {} });
    await settled();
    equal(resend.textContent?.trim(), 'Send again in 8 seconds');
    Date.now = () => start + 20_000;
    clerk.set({ client: {} });
    await settled();
    equal([resend.textContent?.trim(), alert()], ['No code yet? Send a new one', undefined]);
  });
});
