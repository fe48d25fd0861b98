import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import { accountsKey } from '../../../src/client/session/accounts-key.ts';
import { define } from '../../../src/elements/base/define.ts';
import { ClerkSignIn } from '../../../src/elements/sign-in/sign-in.ts';
import { next, ok } from '../support.ts';
import { household, mountAccount } from '../user-button/account.ts';
import { type AccountClerk, deferred, deviceOf, refusal } from '../user-button/account-clerk.ts';
import { settle } from '../user-button/settle.ts';
import { SuspendedClerk } from './suspended-clerk.ts';
import { mountTwoStep, TwoStepClerk, type TwoStepState } from './two-step-clerk.ts';
import { drawnFile, pictureForm } from './picture-form.ts';
import { SECURE_STATES } from './secure-states.ts';
import { ACTING_STATES } from '../acting-note/acting-states.ts';
import { OFFER_STATES } from '../passkey-offer/offer-states.ts';
import { EVERY_CONNECTION_STATE } from './every-connection-state.ts';
import { EVERY_IDENTIFIER_STATE } from './every-identifier-state.ts';

define('clerk-sign-in', ClerkSignIn);

const APP: TwoStepState = { offers: ['totp', 'backup_code'] };
const NUMBER = { id: 'idn_p1', number: '+12015550123' };
const EVERY_FACTOR: TwoStepState = {
  totp: true,
  backupCodes: true,
  phones: [{ ...NUMBER, reserved: true, isDefault: true }],
};

/** What an application puts into the user button. */
const ITEMS = `<clerk-user-button-link label="Orders" href="/orders"><svg slot="icon" viewBox="0 0 16 16"></svg>
  </clerk-user-button-link><clerk-user-button-action label="Help"></clerk-user-button-action>`;

/** An element that is shown, and the node to look at. */
type Shown = Promise<{ element: HTMLElement; find(selector: string): HTMLElement }>;

/** Every state of the menu, the profile and the dialogs that has a look of its own. */
export const EVERY_ACCOUNT_STATE: Readonly<Record<string, () => Shown>> = {
  'the closed user button': () => mountAccount('clerk-user-button', { attributes: { 'show-name': '' } }),
  'the open menu': () => menu(),
  'the menu of a single session': () => menu(household({ singleSession: true }, 1)),
  'the menu with items of the application and accounts that have signed out': () => {
    // A name of its own, because the list stays when the test is over.
    const clerk = Object.assign(household(), { frontendApi: 'remembering.example.com' });
    const accounts = [
      { name: 'Carl Dahl', identifier: 'carl@example.com', imageUrl: '' },
      { name: 'dora@example.com', identifier: 'dora@example.com', imageUrl: '' },
    ];
    localStorage.setItem(accountsKey(clerk), JSON.stringify(accounts));
    return menu(clerk, ITEMS);
  },
  'the menu while it waits': async () => {
    const clerk = household();
    clerk.answers.signOut = deferred<unknown>();
    const shown = await menu(clerk);
    shown.find('.cl-userButtonPopoverActionButton__signOut').click();
    return shown;
  },
  'the menu after a failure': async () => {
    const clerk = household();
    const answer = (clerk.answers.signOut = deferred<unknown>());
    const shown = await menu(clerk);
    shown.find('.cl-userButtonPopoverActionButton__signOut').click();
    answer.reject(refusal('too_many_requests'));
    return shown;
  },
  'the account page': () => mountAccount('clerk-user-profile'),
  'the account page while it waits': () => {
    const clerk = household();
    Object.assign(clerk, { client: undefined, user: undefined });
    return mountAccount('clerk-user-profile', { clerk });
  },
  'the profile form': () => form('profile'),
  'the user name form with an error': () => form('username', refusal('form_identifier_exists', 'username')),
  'the profile form with an alert': () => form('profile', refusal('too_many_requests')),
  'the picture form': () => pictureForm(),
  'the picture form with a picture to remove': () => pictureForm('data:,'),
  'the picture form with an error': () => pictureForm('', new File(['none'], 'me.txt', { type: 'text/plain' })),
  'the picture form with a chosen picture': async () => pictureForm('', await drawnFile()),
  ...EVERY_IDENTIFIER_STATE,
  ...EVERY_CONNECTION_STATE,
  'the device list': () => security(),
  'the device list while it waits': () => {
    const clerk = household();
    clerk.answers.getSessions = deferred<unknown>();
    return security(clerk);
  },
  'the question before a device is signed out': async () => {
    const shown = await security();
    shown.find('[data-opens=revokeDevice]').click();
    return shown;
  },
  'the second factors': async () => mountTwoStep(EVERY_FACTOR),
  'the choice of a second factor': async () => twoStep({}, 'Add two-step verification'),
  'the QR code': async () => twoStep(APP, 'Add two-step verification'),
  'the key of an authenticator app': async () => twoStep(APP, 'Add two-step verification', 'Can’t scan?'),
  'the QR code while it waits': async () => {
    const clerk = new TwoStepClerk(APP);
    clerk.answers.createTOTP = deferred<unknown>();
    const shown = await mountTwoStep({}, clerk);
    await shown.press('Add two-step verification');
    return shown;
  },
  'a wrong code of the authenticator app': async () => {
    const clerk = new TwoStepClerk(APP);
    const shown = await mountTwoStep({}, clerk);
    await shown.press('Add two-step verification');
    await shown.press('Continue');
    const answer = (clerk.answers.verifyTOTP = deferred<unknown>());
    await shown.type('000000');
    answer.reject(refusal('form_code_incorrect', 'code'));
    return shown;
  },
  'the backup codes': async () => {
    const shown = await mountTwoStep(EVERY_FACTOR);
    await shown.menu('backup_code', 'regenerate');
    await shown.press('Create new codes');
    return shown;
  },
  'the choice of a number for codes': async () =>
    twoStep({ offers: ['phone_code'], phones: [NUMBER] }, 'Add two-step verification'),
  'the form for a number for codes': async () => twoStep({ offers: ['phone_code'] }, 'Add two-step verification'),
  'the question before the last second factor is removed': async () => {
    const shown = await mountTwoStep({ totp: true });
    await shown.menu('totp', 'remove');
    return shown;
  },
  ...SECURE_STATES,
  ...OFFER_STATES,
  ...ACTING_STATES,
  'the profile with a page of the application': async () => {
    const children = `<clerk-user-profile-page label="Billing"><h1>Your plan</h1><p>Ten seats.</p></clerk-user-profile-page>
      <clerk-user-profile-link label="Terms" url="/terms"></clerk-user-profile-link>`;
    const shown = await mountAccount('clerk-user-profile', { children });
    shown.button('Billing').click();
    return shown;
  },
  'the sign-in methods that a reset has switched off': async () => security(new SuspendedClerk()),
  'the narrow profile': async () => narrow(),
  'the sheet of the narrow profile': async () => {
    const shown = await narrow();
    const opened = next(shown.find('.cl-navbar'), 'toggle');
    shown.find('.cl-navbarMobileMenuButton').click();
    await opened;
    return shown;
  },
  'the profile dialog': () => dialog('UserProfile'),
  'the sign-in dialog': () => dialog('SignIn'),
};

async function twoStep(state: TwoStepState, ...presses: string[]): Shown {
  const shown = await mountTwoStep(state);
  for (const text of presses) await shown.press(text);
  return shown;
}

async function menu(clerk = household(), children = ''): Shown {
  const shown = await mountAccount('clerk-user-button', { clerk, children });
  const opened = next(shown.find('.cl-userButton-root'), 'toggle');
  shown.find('.cl-userButtonTrigger').click();
  await opened;
  await shown.settled();
  return shown;
}

async function form(name: 'profile' | 'username', error?: Error): Shown {
  const clerk = household();
  const answer = (clerk.answers.update = deferred<unknown>());
  const shown = await mountAccount('clerk-user-profile', { clerk });
  shown.find(`.cl-profileSectionPrimaryButton__${name}`).click();
  await shown.settled();
  if (error) {
    shown.button('Save').click();
    answer.reject(error);
  }
  return shown;
}

function security(clerk = household()): Shown {
  clerk.devices = [
    deviceOf(clerk, 'sess_user_ada'),
    deviceOf(clerk, 'sess_2', { deviceType: 'iPhone', isMobile: true }),
  ];
  return mountAccount('clerk-user-profile', { clerk, properties: { __experimental_startPath: 'security' } });
}

function narrow(): Shown {
  const box = document.body.appendChild(document.createElement('div'));
  box.style.setProperty('width', '320px');
  return mountAccount('clerk-user-profile', { into: box });
}

async function dialog(name: 'UserProfile' | 'SignIn', clerk: AccountClerk = household()): Shown {
  createMountControls(clerk.asInstance).open(name, {});
  const element = document.querySelector('dialog');
  ok(element, 'a dialog');
  await settle(element.querySelector('clerk-sign-in, clerk-user-profile') as HTMLElement);
  return { element, find: (selector) => element.querySelector(selector) as HTMLElement };
}
