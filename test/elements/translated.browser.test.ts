import { ClerkAPIResponseError } from '../../src/client/errors.ts';
import { steadyNow } from '../../src/client/platform/steady-now.ts';
import { translatePage } from '../support/translate-page.ts';
import { EVERY_STEP, type Tag } from './every-step.ts';
import { apiError } from './fake-clerk.ts';
import { cleanUp, equal, ok } from './support.ts';
import { household, mountAccount, type MountedAccount } from './user-button/account.ts';
import { deviceOf, refusal } from './user-button/account-clerk.ts';
import { settle } from './user-button/settle.ts';
import { changeUsername, EMAIL_CODE, PHONE_CODE, type as send, Verifiable } from './user-profile/verifiable.ts';
import { walkSteps } from './show-step.ts';

const clocks = { date: Date.now, counter: performance.now };

/** Returns the visible text and that of live regions. */
function read(element: HTMLElement): string {
  const lists = [...element.querySelectorAll('select')].map(({ innerText }) => innerText);
  const text = lists.reduce((all, list) => all.replace(list, '…'), element.innerText);
  return text.replace(/\s+/g, ' ').trim();
}

/** Records the text after a step. */
type Say = (name: string, element: HTMLElement) => void;

/** Returns what a walk shows at each step, on a page that is translated at the first step or on one that is not. */
async function texts(walk: (say: Say) => Promise<void>, isTranslated: boolean): Promise<string[]> {
  const said: string[] = [];
  let stop = () => {};
  try {
    await walk((name, element) => {
      said.push(`${name}: ${read(element)}`);
      if (isTranslated && said.length === 1) stop = translatePage();
    });
  } finally {
    stop();
    for (const open of document.querySelectorAll('dialog')) {
      open.close();
      await settle(open);
    }
    cleanUp();
  }
  return said;
}

async function compare(walk: (say: Say) => Promise<void>, count: number): Promise<void> {
  const plain = await texts(walk, false);
  const translated = await texts(walk, true);
  ok(new Set(plain).size >= count, `${count} screens among ${plain.join('\n')}`);
  equal(
    translated.filter((text, index) => text !== plain[index]),
    [],
  );
}

/** Presses buttons of an account element one after the other, by their text. */
async function press(mounted: Pick<MountedAccount<HTMLElement>, 'button' | 'settled'>, ...names: string[]) {
  for (const name of names) {
    mounted.button(name).click();
    await mounted.settled();
  }
}

describe('a translated page', () => {
  beforeEach(() => {
    steadyNow();
    const [date, counter] = [Date.now(), performance.now()];
    Date.now = () => date;
    performance.now = () => counter;
  });
  afterEach(() => {
    Date.now = clocks.date;
    performance.now = clocks.counter;
  });

  for (const tag of ['clerk-sign-in', 'clerk-sign-up'] satisfies Tag[]) {
    const steps = Object.entries(EVERY_STEP).filter(([, state]) => state.tag === tag);
    for (const [order, some] of Object.entries({ forward: steps, backward: steps.toReversed() })) {
      it(`shows the same on every step of a translated page: ${tag}, ${order}`, () =>
        compare((say) => walkSteps(tag, some, (element, name) => say(name, element)), 12));
    }
  }

  it('shows a countdown and its end on a translated page', () =>
    compare(async (say) => {
      const start = steadyNow();
      const step = EVERY_STEP['code-waiting'];
      ok(step, 'a step');
      await walkSteps('clerk-sign-in', [['waiting', step]], (element, name) => say(name, element));
      const element = document.querySelector('clerk-sign-in');
      ok(element, 'the form');
      for (const passed of [10_000, 20_000, 30_000]) {
        const [date, counter] = [Date.now() + 10_000, performance.now() + 10_000];
        Date.now = () => date;
        performance.now = () => counter;
        equal(Math.round(steadyNow() - start), passed);
        element.requestUpdate();
        await element.updateComplete;
        say(`${passed} ms`, element);
      }
    }, 4));

  it('shows the signed-in user in the menu of a translated page', () =>
    compare(async (say) => {
      const clerk = household();
      const { client } = clerk;
      const mounted = await mountAccount('clerk-user-button', { clerk, attributes: { 'show-name': '' } });
      const { element, find, settled } = mounted;
      say('button', element);
      find('.cl-userButtonTrigger').click();
      await settled();
      say('menu', element);
      clerk.call = async () => {
        throw new ClerkAPIResponseError(429, [apiError('too_many_requests')]);
      };
      await press(mounted, 'Sign out');
      say('refused', element);
      clerk.call = async () => {
        throw refusal('form_param_value_invalid');
      };
      await press(mounted, 'Sign out');
      say('refused otherwise', element);
      const [ada, bo] = client!.signedInSessions.map(({ user }) => user);
      clerk.activate(bo!);
      await settled();
      say('another account', element);
      clerk.activate({
        ...ada!,
        firstName: 'Grace',
        lastName: 'Hopper',
        fullName: 'Grace Hopper',
      });
      await settled();
      say('another name', element);
    }, 6));

  it('shows the same on every page and form of a translated profile', () =>
    compare(async (say) => {
      const clerk = household();
      clerk.devices = ['sess_user_ada', 'sess_b', 'sess_c'].map((id, index) =>
        deviceOf(clerk, id, { browserVersion: `${120 + index}.0` }, new Date(2026, 1, index + 1)),
      );
      const mounted = await mountAccount('clerk-user-profile', { clerk });
      const { element, find, settled } = mounted;
      say('account', element);
      await press(mounted, 'Update profile');
      say('names', element);
      await press(mounted, 'Cancel', 'Update username');
      say('user name', element);
      const { call } = clerk;
      for (const code of ['form_username_invalid_character', 'form_identifier_exists']) {
        clerk.call = async () => {
          throw refusal(code, 'username');
        };
        find<HTMLInputElement>('input[name=username]').value = 'a b';
        await press(mounted, 'Save');
        say(code, element);
      }
      clerk.call = call;
      find<HTMLInputElement>('input[name=username]').value = 'countess';
      await press(mounted, 'Save');
      say('saved', element);
      await press(mounted, 'Security');
      say('devices', element);
      find('.cl-profileSectionPrimaryButton__activeDevices').click();
      await settled();
      say('one to sign out', element);
      clerk.devices = clerk.devices.filter(({ id }) => id !== 'sess_c');
      find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
      await settled();
      say('signed out', element);
      await press(mounted, 'Profile');
      const [, bo] = clerk.client!.signedInSessions;
      clerk.activate(bo!.user);
      await settled();
      say('another account', element);
    }, 10));

  it('shows the same in the reverification dialog of a translated page', () =>
    compare(async (say) => {
      const verifiable = new Verifiable({
        first: [{ strategy: 'password' }, EMAIL_CODE, { strategy: 'passkey' }],
        second: [{ strategy: 'totp' }, PHONE_CODE, { strategy: 'backup_code' }],
      });
      const asked = await changeUsername(verifiable);
      const { element, settled } = asked;
      const shown = async (name: string) => {
        await settled();
        say(name, element);
      };
      const refuse = (step: string, code: string, field: string) => {
        verifiable.refusals[step] = refusal(code, field);
      };
      await shown('passkey');
      await press(asked, 'Use another method');
      await shown('methods');
      await press(asked, 'Get help');
      await shown('help');
      await press(asked, 'Back');
      await press(asked, 'Use your password');
      await shown('password');
      refuse('attempt', 'form_password_incorrect', 'password');
      await send(asked, 'password', 'wrong');
      await shown('wrong password');
      await send(asked, 'password', 'right');
      await shown('app');
      refuse('attempt2', 'form_code_incorrect', 'code');
      await send(asked, 'code', '111111');
      await shown('wrong code');
      await press(asked, 'Use another method');
      await shown('second methods');
      await press(asked, 'Use a backup code');
      await shown('backup code');
    }, 9));
});
