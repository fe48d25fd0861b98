import 'axe-core/axe.js';
import { define } from '../../../src/elements/base/define.ts';
import { ClerkUserAvatar } from '../../../src/elements/user-avatar/user-avatar.ts';
import { cleanUp, equal, next, ok } from '../support.ts';
import { household } from '../user-button/account.ts';
import { AccountClerk, person, sessionJSON } from '../user-button/account-clerk.ts';
import { task } from '../user-button/settle.ts';

declare const axe: { run(node: Node, options?: object): Promise<{ violations: { id: string }[] }> };

define('clerk-user-avatar', ClerkUserAvatar);

const GONE = `${location.origin}/test/elements/there-is-no-such-picture.png`;
const THERE = `${location.origin}/test/elements/user-avatar/there.svg`;

async function mount(clerk: AccountClerk, attributes = ''): Promise<ClerkUserAvatar> {
  const box = document.createElement('div');
  box.innerHTML = `<clerk-user-avatar ${attributes}></clerk-user-avatar>`;
  const element = box.firstElementChild as ClerkUserAvatar;
  Object.assign(element, { clerk: clerk.asInstance });
  document.body.append(box);
  await element.updateComplete;
  return element;
}

const boxOf = (element: Element): HTMLElement => element.querySelector('.cl-userAvatarBox') as HTMLElement;
const sizeOf = (element: Element): number[] => {
  const { width, height } = element.getBoundingClientRect();
  return [width, height];
};

describe('<clerk-user-avatar>', () => {
  afterEach(() => {
    cleanUp();
    // oxlint-disable-next-line unicorn/no-document-cookie -- the element reads it
    document.cookie = '__client_uat=; max-age=0';
  });

  it('shows initials in a circle of 28 px, which assistive technology reads as the name', async () => {
    const element = await mount(household());
    const box = boxOf(element);
    equal(element.innerText.trim(), 'AB');
    equal(sizeOf(element), [28, 28]);
    const initials = box.firstElementChild;
    equal([initials?.role, initials?.ariaLabel, box.translate], ['img', 'Ada Berg', false]);
    equal(getComputedStyle(box).borderStartStartRadius, '50%');
    ok(box.matches('.cl-avatarBox'), 'Clerk’s class of every avatar');
  });

  it('is a square with round corners when told so, by attribute or by property', async () => {
    const element = await mount(household(), 'rounded="false"');
    ok(getComputedStyle(boxOf(element)).borderStartStartRadius.includes('8px'), 'the radius of controls');
    element.rounded = true;
    await element.updateComplete;
    equal(getComputedStyle(boxOf(element)).borderStartStartRadius, '50%');
    element.rounded = undefined;
    await element.updateComplete;
    equal(getComputedStyle(boxOf(element)).borderStartStartRadius, '50%');
  });

  it('takes its size from the page, and the initials grow with it', async () => {
    const element = await mount(household());
    const initials = () => getComputedStyle(boxOf(element).firstElementChild as Element).fontSize;
    const before = Number.parseFloat(initials());
    element.style.setProperty('--clerk-user-avatar-size', '112px');
    equal(sizeOf(element), [112, 112]);
    equal(Number.parseFloat(initials()).toFixed(1), (before * 4).toFixed(1));
  });

  it('takes its size from the classes of the page and of the appearance as well', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.mine { width: 64px; height: 64px }');
    document.adoptedStyleSheets.push(sheet);
    const element = await mount(household());
    element.appearance = { elements: { userAvatarBox: 'mine' } };
    await import('../../../src/elements/styles/appearance/look.ts');
    await task();
    await element.updateComplete;
    equal(sizeOf(element), [64, 64]);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });

  it('shows the picture at the same size, and the initials if it cannot be loaded', async () => {
    const clerk = household();
    Object.assign(clerk.user as object, { hasImage: true, imageUrl: THERE });
    const element = await mount(clerk);
    const image = element.querySelector('img') as HTMLImageElement;
    await next(image, 'load');
    equal([image.width, image.height, image.alt, image.referrerPolicy], [28, 28, 'Ada Berg', 'no-referrer']);
    equal(element.innerText.trim(), '');
    clerk.activate({ ...clerk.user, imageUrl: GONE } as NonNullable<typeof clerk.user>);
    await element.updateComplete;
    await next(image, 'error');
    equal([element.innerText.trim(), image.checkVisibility()], ['AB', false]);
    equal(sizeOf(element), [28, 28]);
  });

  it('requests no picture over plain HTTP', async () => {
    const clerk = household();
    Object.assign(clerk.user as object, { hasImage: true, imageUrl: 'http://pictures.example/ada.png' });
    const element = await mount(clerk);
    equal(element.querySelector('img'), null);
    equal(element.innerText.trim(), 'AB');
  });

  it('shows something for a user without a name', async () => {
    const element = await mount(new AccountClerk([person({ emailAddress: '' })]));
    equal(element.innerText.trim(), '?');
  });

  it('renders nothing and takes no room when no user is signed in', async () => {
    const element = await mount(new AccountClerk());
    equal(boxOf(element), null);
    equal(sizeOf(element), [0, 0]);
  });

  it('renders a frame of its final size while it is unknown who is signed in', async () => {
    // oxlint-disable-next-line unicorn/no-document-cookie -- the element reads it
    document.cookie = '__client_uat=1700000000';
    const clerk = household();
    const { user } = clerk;
    Object.assign(clerk, { client: undefined, user: undefined, session: undefined, status: 'loading' });
    const element = await mount(clerk);
    equal(sizeOf(element), [28, 28]);
    equal([boxOf(element).role, element.innerText.trim()], [null, '']);
    clerk.set({ __internal_incoming: sessionJSON({}) });
    await element.updateComplete;
    ok(element.innerText.trim(), 'initials from the answer of the API');
    clerk.set({ status: 'ready', __internal_incoming: undefined });
    clerk.keep([user!]);
    await element.updateComplete;
    equal(element.innerText.trim(), 'AB');
  });

  it('follows the user, and stays while the session changes', async () => {
    const clerk = household();
    const element = await mount(clerk);
    clerk.set({ user: undefined, session: undefined });
    await element.updateComplete;
    equal(element.innerText.trim(), 'AB');
    clerk.activate(person({ id: 'user_bo', firstName: 'Bo', lastName: 'Lind' }));
    await element.updateComplete;
    equal([element.innerText.trim(), boxOf(element).firstElementChild?.ariaLabel], ['BL', 'Bo Lind']);
    clerk.activate(null);
    await element.updateComplete;
    equal(sizeOf(element), [0, 0]);
  });

  it('has no accessibility violation, light and dark, alone and beside the name', async () => {
    const element = await mount(household());
    for (const scheme of ['light', 'dark']) {
      element.setAttribute('color-scheme', scheme);
      const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
      equal(violations, [], scheme);
    }
    element.setAttribute('aria-hidden', 'true');
    equal((await axe.run(document.body, { rules: { region: { enabled: false } } })).violations, []);
  });
});
