import { findMailbox, MAILBOXES } from '../../src/elements/parts/mailbox/mailboxes.ts';
import { EVERY_STEP, type StepState } from './every-step.ts';
import { type ShownStep, showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

const SENDER = 'no-reply@acme.example';

async function show(state: StepState): Promise<ShownStep & { link: HTMLAnchorElement | null }> {
  const shown = await showStep(state);
  return { ...shown, link: shown.element.querySelector<HTMLAnchorElement>('.cl-mailboxLink') };
}

const step = (name: string) => EVERY_STEP[name] as StepState;

/** Returns a step whose message went to another address. */
function sentTo(name: string, identifier: string, to: string): StepState {
  const state = step(name);
  return { ...state, step: { ...state.step, identifier, sent: { to, resendAt: 0 } } } as StepState;
}

describe('the link to the mailbox', () => {
  afterEach(cleanUp);

  it('opens the mailbox of the address in a new tab that learns nothing of the page', async () => {
    const { link } = await show(step('code-mailbox'));
    equal(link?.innerText.trim(), 'Open Gmail');
    equal(link?.getAttribute('aria-label'), 'Open Gmail in a new tab');
    equal(
      [link?.href, link?.target, link?.rel, link?.referrerPolicy],
      ['https://mail.google.com/mail/', '_blank', 'noopener noreferrer', 'no-referrer'],
    );
  });

  it('is on the screen of an email link as well', async () => {
    equal((await show(step('email-link-mailbox'))).link?.innerText.trim(), 'Open Outlook');
  });

  it('is on the screen that resets a password, and on that of a second factor', async () => {
    const to = 'a***@proton.me';
    equal((await show(sentTo('reset-code', 'ada@proton.me', to))).link?.innerText.trim(), 'Open Proton Mail');
    cleanUp();
    const state = sentTo('client-trust', 'ada', to);
    const factor = { strategy: 'email_code', safeIdentifier: to, emailAddressId: 'idn_1' };
    const { link } = await show({ ...state, step: { ...state.step, factor } } as StepState);
    equal(link?.innerText.trim(), 'Open Proton Mail');
  });

  it('searches for the sender where the mailbox can and the instance names one', async () => {
    const display = { email_sender: SENDER };
    const { link } = await show({ ...step('code-mailbox'), offer: { display } });
    equal(
      link?.href,
      'https://mail.google.com/mail/#search/from%3Ano-reply%40acme.example%20in%3Aanywhere%20newer_than%3A1d',
    );
  });

  it('is absent for a phone number, an authenticator app, an unknown domain and a masked one', async () => {
    for (const name of ['phone-code', 'phone-code-2', 'totp', 'email-code']) {
      equal((await show(step(name))).link, null, name);
      cleanUp();
    }
    for (const to of ['a***@g***.com', 'a***@gmail.com.evil.example', 'a***@mail.example', '+1********23']) {
      equal((await show(sentTo('code-mailbox', 'ada', to))).link, null, to);
      cleanUp();
    }
    const phone = sentTo('phone-code', 'ada@gmail.com', '+1********23');
    equal((await show(phone)).link, null, 'a phone number of somebody who typed an address');
  });

  it('is absent until the message was sent', async () => {
    const state = step('code-mailbox');
    equal((await show({ ...state, step: { ...state.step, sent: null } } as StepState)).link, null);
  });

  it('tells no mailbox the address of the user, and leads to its own host only', () => {
    for (const { domains, url, search } of MAILBOXES) {
      for (const domain of domains) {
        const href = new URL(url + (search?.(SENDER) ?? '')).href;
        equal(findMailbox(`ada.lovelace@${domain.toUpperCase()}`)?.url, url, domain);
        ok(!href.includes('ada') && new URL(href).origin === new URL(url).origin, href);
        ok(href.startsWith('https://'), href);
      }
    }
  });

  it('knows the domains that a provider has in many countries, and no others that look alike', () => {
    for (const domain of [
      'yahoo.co.uk',
      'yahoo.de',
      'yahoo.com.br',
      'hotmail.fr',
      'live.nl',
      'outlook.com',
      'yandex.ru',
    ])
      ok(findMailbox(`a@${domain}`), domain);
    for (const domain of [
      'yahoo.evil.example',
      'hotmail.com.attacker.example',
      'notgmail.com',
      'gmail.com.',
      'live',
      '',
    ])
      equal(findMailbox(`a@${domain}`), undefined, domain);
  });
});
