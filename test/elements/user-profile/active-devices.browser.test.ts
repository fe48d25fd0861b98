import { cleanUp, equal, ok, speak } from '../support.ts';
import { mountAccount, same } from '../user-button/account.ts';
import { deferred, deviceOf, refusal } from '../user-button/account-clerk.ts';
import { DAY, withDevices } from './devices-clerk.ts';

async function security(clerk = withDevices()) {
  const mounted = await mountAccount('clerk-user-profile', {
    clerk,
    properties: { __experimental_startPath: '/security' },
  });
  const rows = () =>
    [...mounted.element.querySelectorAll<HTMLElement>('.cl-activeDeviceListItem')].map((row) => row.innerText);
  const ask = async (index = 0) => {
    const buttons = mounted.element.querySelectorAll<HTMLElement>('[data-opens=revokeDevice]');
    buttons[index]?.click();
    await mounted.settled();
  };
  return { ...mounted, rows, ask };
}

describe('active devices', () => {
  afterEach(cleanUp);

  it('shows no device of the user before', async () => {
    const { clerk, rows, button, settled } = await security();
    button('Profile').click();
    await settled();
    const [, other] = clerk.client!.signedInSessions;
    clerk.activate(other?.user ?? null);
    clerk.answers.getSessions = deferred<unknown>();
    button('Security').click();
    await settled();
    equal(rows(), []);
  });

  it('lists this device first, then the most recent, with browser, place and time', async () => {
    const { rows } = await security();
    const [here = '', phone = '', old = ''] = rows();
    equal(
      /^Chrome 128 on Macintosh\s+This device\s+203\.0\.113\.7 \(Lisbon, Portugal\)\s+Last active: Today at /.test(
        here,
      ),
      true,
      here,
    );
    equal(/^Safari 17 on iPhone\s+203\.0\.113\.7\s+Last active: Yesterday at /.test(phone), true, phone);
    equal(/Last active: \w{3} \d{1,2}, \d{4}/.test(old), true, old);
  });

  it('names the country of a device in the language of the page, and shows what is no country as it is', async () => {
    const clerk = withDevices();
    clerk.devices = ['BR', 'QQ', 'Atlantis', '\u202e<b>x</b>'].map((country, index) =>
      deviceOf(clerk, `sess_${index}`, { ipAddress: null, city: 'X', country }, new Date(Date.now() - index * DAY)),
    );
    const { element, rows } = await security(clerk);
    await speak(element, 'de', 'de-DE');
    const places = rows().map((row) => row.split('\n').find((line) => line.startsWith('X, ')));
    equal(places.slice(0, 3), ['X, Brasilien', 'X, QQ', 'X, Atlantis']);
    // Firefox leaves such characters out of what `innerText` returns.
    ok(element.textContent?.includes('X, \u202e<b>x</b>'), 'the last country as it is');
    equal(element.querySelectorAll('.cl-activeDeviceListItem b').length, 0);
  });

  it('marks a session of somebody who acts as the user, names the actor, and can sign it out', async () => {
    const clerk = withDevices();
    for (const [id, actor] of Object.entries({
      sess_phone: { sub: 'user_kim' },
      sess_old: { sub: 'user_kim', name: 'Kim' },
    }))
      clerk.devices = clerk.devices.map((device) => (device.id === id ? { ...device, actor } : device));
    const { rows, element } = await security(clerk);
    const [here = '', phone = '', old = ''] = rows();
    ok(!here.includes('Acting as you'), here);
    ok(/Acting as you[^]*Signed in by user_kim[^]*Sign out/.test(phone), phone);
    ok(/Acting as you[^]*Signed in by Kim\s[^]*Sign out/.test(old), old);
    equal(element.querySelectorAll('.cl-badge__otherImpersonatorDevice').length, 2);
  });

  it('shows no button to sign out this device', async () => {
    const { element } = await security();
    const names = [...element.querySelectorAll('[data-opens=revokeDevice]')].map((b) => b.ariaLabel);
    equal(names, ['Sign out: Safari 17 on iPhone', 'Sign out: Firefox 140 on Windows']);
  });

  it('signs out a device after a confirmation, announces it and focuses the list, without another request for it', async () => {
    const { clerk, find, rows, ask, settled } = await security();
    await ask();
    equal(document.activeElement?.textContent?.trim(), 'Cancel');
    find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
    await settled();
    equal(
      clerk.calls.filter(({ name }) => name === 'revoke'),
      [{ name: 'revoke', args: ['sess_phone'] }],
    );
    equal(rows().length, 2);
    equal(clerk.calls.filter(({ name }) => name === 'getSessions').length, 1);
    equal(find('.cl-liveRegion').textContent, 'The device is signed out.');
    same(document.activeElement, find('.cl-profileSection__activeDevices h2'));
  });

  it('signs out no device when the confirmation is cancelled', async () => {
    const { clerk, find, button, ask, settled } = await security();
    await ask(1);
    button('Cancel').click();
    await settled();
    equal(
      clerk.calls.some(({ name }) => name === 'revoke'),
      false,
    );
    same(document.activeElement, find('[data-item=sess_old]'));
  });

  it('sends no second request when the button to sign out a device is pressed twice', async () => {
    const clerk = withDevices();
    const answer = (clerk.answers.revoke = deferred<unknown>());
    const { find, ask, settled } = await security(clerk);
    await ask();
    find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
    await settled();
    equal(find('.cl-actionCard__revoke .cl-formButtonPrimary').ariaBusy, 'true');
    find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
    answer.reject(refusal('too_many_requests'));
    await settled();
    equal(clerk.calls.filter(({ name }) => name === 'revoke').length, 1);
  });

  it('shows why a device could not be signed out', async () => {
    const clerk = withDevices();
    const answer = (clerk.answers.revoke = deferred<unknown>());
    const { find, text, ask, rows, settled } = await security(clerk);
    await ask();
    find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
    answer.reject(refusal('too_many_requests'));
    await settled();
    equal(text('.cl-actionCard__revoke [role=alert]').startsWith('Too many attempts'), true);
    equal(rows().length, 3);
  });

  it('offers to retry when the list of devices could not be loaded', async () => {
    const clerk = withDevices();
    const answer = (clerk.answers.getSessions = deferred<unknown>());
    const { element, button, rows, settled } = await security(clerk);
    equal(element.querySelector('.cl-activeDeviceSkeleton')?.ariaBusy, 'true');
    answer.reject(new TypeError('no network'));
    await settled();
    equal(rows().length, 0);
    clerk.answers.getSessions = undefined;
    button('Try again').click();
    await settled();
    equal(rows().length, 3);
    same(element.querySelector('[role=alert]'), null);
  });

  it('requests the devices once while they are shown, and again the next time', async () => {
    const { clerk, button, settled } = await security();
    const asked = () => clerk.calls.filter(({ name }) => name === 'getSessions').length;
    clerk.set({});
    await settled();
    equal(asked(), 1);
    button('Profile').click();
    await settled();
    button('Security').click();
    await settled();
    equal(asked(), 2);
  });

  it('shows an icon for each kind of device', async () => {
    const clerk = withDevices();
    clerk.devices.push(deviceOf(clerk, 'sess_tablet', { deviceType: 'iPad', isMobile: true }));
    const { element } = await security(clerk);
    equal(
      [...element.querySelectorAll('.cl-activeDeviceIcon')].map((node) => /__(\w+)/.exec(node.className)?.[1]),
      ['desktop', 'tablet', 'mobile', 'desktop'],
    );
  });

  it('signs out all other devices at once, and requests the list once', async () => {
    const clerk = withDevices();
    const { find, rows, settled } = await security(clerk);
    find('[data-opens=revokeOtherDevices]').click();
    await settled();
    equal(document.activeElement?.textContent?.trim(), 'Cancel');
    const answer = (clerk.answers['revoke'] = deferred<unknown>());
    const asked = () => clerk.calls.filter(({ name }) => name === 'getSessions').length;
    const before = asked();
    find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
    await settled();
    equal(
      clerk.calls.filter(({ name }) => name === 'revoke').map(({ args }) => args[0]),
      ['sess_old', 'sess_phone'],
    );
    answer.resolve(undefined);
    await settled();
    equal([asked(), rows().length], [before + 1, 1]);
    equal(find('.cl-liveRegion').textContent, 'All other devices are signed out.');
    same(document.activeElement, find('.cl-profileSection__activeDevices h2'));
  });

  it('says how many devices could not be signed out, and signs those out with another try', async () => {
    const clerk = withDevices();
    const [old] = clerk.devices;
    const revoke = old!.revoke;
    old!.revoke = () => Promise.reject(refusal('too_many_requests'));
    const { find, rows, text, settled } = await security(clerk);
    find('[data-opens=revokeOtherDevices]').click();
    await settled();
    find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
    await settled();
    equal(rows().length, 2);
    equal(text('.cl-actionCardText'), 'Not every device could be signed out. Still signed in: 1.');
    equal(text('.cl-actionCard__revoke [role=alert]').startsWith('Too many attempts'), true);
    old!.revoke = revoke;
    find('.cl-actionCard__revoke .cl-formButtonPrimary').click();
    await settled();
    equal(rows().length, 1);
  });

  it('offers no button for all other devices where there is only one', async () => {
    const clerk = withDevices();
    clerk.devices.shift();
    const { element } = await security(clerk);
    equal(element.querySelectorAll('[data-opens=revokeOtherDevices]').length, 0);
  });

  it('ignores a late answer for another user', async () => {
    const clerk = withDevices();
    const late = (clerk.answers.getSessions = deferred<unknown>());
    const { rows, settled } = await security(clerk);
    clerk.answers.getSessions = undefined;
    const devices = clerk.devices;
    clerk.devices = devices.slice(0, 1);
    const [, other] = clerk.client!.signedInSessions;
    clerk.activate(other?.user ?? null);
    await settled();
    equal(rows().length, 1);
    clerk.devices = devices;
    late.resolve(undefined);
    await settled();
    equal(rows().length, 1);
  });
});
