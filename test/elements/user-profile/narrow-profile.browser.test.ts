import { cleanUp, ok } from '../support.ts';
import { household, mountAccount } from '../user-button/account.ts';
import { deviceOf } from '../user-button/account-clerk.ts';

/** A box of the width of a phone. */
function phone(): HTMLElement {
  const box = document.body.appendChild(document.createElement('div'));
  box.style.setProperty('width', '375px');
  return box;
}

describe('the profile at 375 px', () => {
  afterEach(cleanUp);

  it('keeps the name beside the picture', async () => {
    const { find } = await mountAccount('clerk-user-profile', { into: phone() });
    const section = find('.cl-profileSection__profile');
    const [picture, name] = ['.cl-avatarBox', '.cl-userPreviewMainIdentifier'].map((part) =>
      section.querySelector(part)?.getBoundingClientRect(),
    );
    ok(picture && name, 'both are there');
    ok(name.left > picture.right && name.top < picture.bottom, 'the name is beside the picture');
  });

  it('keeps the button to sign out beside the device, in no row of its own', async () => {
    const clerk = household();
    clerk.devices = ['sess_user_ada', 'sess_other'].map((id) => deviceOf(clerk, id, {}, new Date()));
    const { element } = await mountAccount('clerk-user-profile', {
      clerk,
      into: phone(),
      properties: { __experimental_startPath: '/security' },
    });
    const button = element.querySelector('[data-opens=revokeDevice]');
    const details = button?.previousElementSibling;
    ok(button && details, 'a device that can be signed out');
    const [shown, pressed] = [details.getBoundingClientRect(), button.getBoundingClientRect()];
    ok(pressed.left >= shown.right && pressed.top < shown.bottom, 'the button is beside the device');
  });
});
