import { cleanUp, equal, ok } from '../support.ts';
import { household, mountAccount, same } from '../user-button/account.ts';
import { deferred, refusal } from '../user-button/account-clerk.ts';
import { SuspendedClerk } from './suspended-clerk.ts';

const SECTION = '.cl-profileSection__suspendedMethods';

async function security(clerk: SuspendedClerk | ReturnType<typeof household> = new SuspendedClerk()) {
  const mounted = await mountAccount('clerk-user-profile', {
    clerk,
    properties: { __experimental_startPath: 'security' },
  });
  const rows = () =>
    [...mounted.element.querySelectorAll<HTMLElement>('.cl-profileSectionItem__suspendedMethods .cl-rowText')].map(
      (row) => row.innerText.replace(/\s+/g, ' ').trim(),
    );
  const asked = () => clerk.calls.filter(({ name }) => name === 'getSignInMethods').length;
  return { ...mounted, rows, asked };
}

describe('sign-in methods that a password reset has switched off', () => {
  afterEach(cleanUp);

  it('are listed first on the security page with kind, date and device', async () => {
    const { rows, element, find } = await security();
    same(element.querySelector('.cl-profileSection'), find(SECTION));
    equal(rows(), [
      '+1********23 Phone number Added: May 17, 2024 Chrome on Windows',
      'Google, mallory@evil.example Connected account Added: May 17, 2024 Unknown device',
      'Windows Hello Passkey Added: May 17, 2024 Chrome on Windows Last used: Jun 1, 2024',
    ]);
    const names = [...element.querySelectorAll<HTMLElement>(`${SECTION} .cl-suspendedActions button`)].map(
      ({ ariaLabel }) => ariaLabel,
    );
    equal(names.slice(4), ['Confirm: Passkey: Windows Hello', 'Remove: Passkey: Windows Hello']);
  });

  it('are not requested for a user with nothing that is unverified', async () => {
    const { asked, element } = await security(household());
    equal(asked(), 0);
    same(element.querySelector(SECTION), null);
  });

  it('a passkey is confirmed with one press, and leaves the list', async () => {
    const { clerk, find, rows, settled, asked } = await security();
    find(`${SECTION} [data-item=pky_1]`).click();
    await settled();
    equal(
      clerk.calls.filter(({ name }) => name === 'confirm').map(({ args }) => args[0]),
      ['pky_1'],
    );
    equal(rows().length, 2);
    equal(find('.cl-liveRegion').textContent, 'The passkey can be used again.');
    same(document.activeElement, find(`${SECTION} h2`));
    equal(asked(), 1);
  });

  it('the section goes with the last one, and the focus goes to the section after it', async () => {
    const clerk = new SuspendedClerk();
    const { element, find, settled } = await security(clerk);
    clerk.publish('idn_p1');
    clerk.publish('eac_1');
    await settled();
    find(`${SECTION} [data-item=pky_1]`).click();
    await settled();
    same(element.querySelector(SECTION), null);
    ok(document.activeElement?.matches('.cl-profileSection h2'), document.activeElement?.outerHTML ?? '');
  });

  it('shows at its row why a passkey could not be confirmed', async () => {
    const clerk = new SuspendedClerk();
    const answer = (clerk.answers.confirm = deferred<unknown>());
    const { find, text, settled } = await security(clerk);
    find(`${SECTION} [data-item=pky_1]`).click();
    answer.reject(refusal('too_many_requests'));
    await settled();
    ok(text(`${SECTION} [role=alert]`).startsWith('Too many attempts'), text(SECTION));
  });

  it('opens the verification of a number, and the question before it is removed, at its row', async () => {
    const { find, text, button, settled } = await security();
    find(`${SECTION} [data-opens=removePhoneNumber]`).click();
    await settled();
    equal(text(`${SECTION} .cl-actionCardTitle`), 'Remove phone number?');
    button('Cancel').click();
    await settled();
    same(document.activeElement, find(`${SECTION} [data-opens=removePhoneNumber]`));
  });

  it('offers to retry when the list could not be loaded', async () => {
    const clerk = new SuspendedClerk();
    const answer = (clerk.answers.getSignInMethods = deferred<unknown>());
    const { rows, find, settled } = await security(clerk);
    answer.reject(new TypeError('no network'));
    await settled();
    equal(rows(), []);
    clerk.answers.getSignInMethods = undefined;
    find(`${SECTION} .cl-profileSectionPrimaryButton__retry`).click();
    await settled();
    equal(rows().length, 3);
  });
});
