import { environment, FakeClerk } from '../fake-clerk.ts';
import { cleanUp, equal, mount, ok } from '../support.ts';

const TURNSTILE = { captcha_provider: 'turnstile', captcha_widget_type: 'smart' };

async function show(display: object, appearance?: object) {
  const clerk = new FakeClerk();
  clerk.__internal_environment = environment({ display, captcha: true });
  return mount('clerk-sign-up', { clerk, ...(appearance && { properties: { appearance } }) });
}

describe('the place of the bot check', () => {
  afterEach(cleanUp);

  it('puts an empty place for the bot check into the form', async () => {
    const { find } = await show(TURNSTILE);
    const place = find('form #clerk-captcha');
    equal([place.childElementCount, place.getBoundingClientRect().height], [0, 0]);
  });

  it('passes the look of the bot check on to the widget', async () => {
    const { find } = await show(TURNSTILE, { captcha: { theme: 'dark', size: 'flexible', language: 'de' } });
    const { clTheme, clSize, clLanguage } = find('#clerk-captcha').dataset;
    equal([clTheme, clSize, clLanguage], ['dark', 'flexible', 'de']);
  });

  it('uses the place of the page for the bot check if there is one', async () => {
    document.body.innerHTML = '<div id="clerk-captcha"></div>';
    await show(TURNSTILE);
    equal(document.querySelectorAll('#clerk-captcha').length, 1);
  });

  it('keeps the content of the bot check while the form renders', async () => {
    const { clerk, find, settled } = await show(TURNSTILE);
    const widget = find('#clerk-captcha').appendChild(document.createElement('iframe'));
    clerk.signUp.set({ pending: 'fields' });
    await settled();
    clerk.signUp.fail({ password: 'form_password_pwned' });
    await settled();
    ok(widget.isConnected, 'the widget is still there');
  });

  it('draws no place for a bot check that needs none', async () => {
    await show({ captcha_provider: 'proof_of_work', captcha_widget_type: null });
    await show({ ...TURNSTILE, captcha_widget_type: 'invisible' });
    equal(document.querySelector('#clerk-captcha'), null);
  });
});
