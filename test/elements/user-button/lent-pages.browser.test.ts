import { createMountControls } from '../../../src/elements/mount/mount-controls.ts';
import { equal, next, ok } from '../support.ts';
import { same } from './account.ts';
import { AccountClerk, person } from './account-clerk.ts';
import { type MountedButton, mountButton, openMenu } from './menu.ts';
import { cleanUpDialogs } from './settle.ts';

/** An instance that really opens dialogs. */
class DialogClerk extends AccountClerk {
  readonly screens = createMountControls(this.asInstance);
  override openUserProfile(props: object): void {
    this.screens.open('UserProfile', props as Record<string, unknown>);
  }
  __internal_updateProps(changed: Record<string, unknown>): void {
    this.screens.updateProps(changed);
  }
}

const CHILDREN = `<clerk-user-profile-page label="Billing" hidden><input name="note" /></clerk-user-profile-page>
  <clerk-user-profile-link label="Terms" url="/terms"></clerk-user-profile-link>
  <clerk-user-button-action label="My plan" open="billing"></clerk-user-button-action>`;

const dialog = () => document.querySelector<HTMLDialogElement>('dialog[open]') as HTMLDialogElement;
const labels = () =>
  [...dialog().querySelectorAll<HTMLElement>('.cl-navbarButton')].map((button) => button.innerText.trim());

/** Mounts a button with a page, and opens an item of its menu. */
async function open(item: string, children = CHILDREN): Promise<MountedButton & { page: HTMLElement }> {
  const mounted = await mountButton({ clerk: new DialogClerk([person({ firstName: 'Ada' })]), children });
  const page = mounted.find('clerk-user-profile-page');
  await openMenu(mounted);
  mounted.button(item).click();
  await mounted.settled();
  return { ...mounted, page };
}

async function press(label: string, { settled }: MountedButton): Promise<void> {
  const all = [...dialog().querySelectorAll<HTMLElement>('.cl-navbarButton')];
  all.find((button) => button.innerText.trim() === label)?.click();
  await settled();
}

async function close({ settled }: MountedButton): Promise<void> {
  const closed = next(dialog(), 'close');
  dialog().close();
  await closed;
  await settled();
}

describe('pages in the user button', () => {
  afterEach(cleanUpDialogs);

  it('shows the pages and links of the button in the dialog of the profile', async () => {
    await open('Manage account');
    equal(labels(), ['Profile', 'Security', 'Billing', 'Terms']);
  });

  it('moves a page of the button into the dialog while the user is on it, and back to its place', async () => {
    const mounted = await open('My plan');
    const { page, element } = mounted;
    const field = page.querySelector('input') as HTMLInputElement;
    ok(dialog().contains(page), 'the page in the dialog');
    ok(field.getBoundingClientRect().width > 0, 'a visible field');
    field.value = 'half a';
    await press('Profile', mounted);
    same(page.parentElement, element);
    await press('Billing', mounted);
    ok(dialog().contains(page), 'the page in the dialog again');
    equal(field.value, 'half a');
    await close(mounted);
    same(page.parentElement, element);
    same(page.nextElementSibling, element.querySelector('clerk-user-profile-link'));
    same(page.querySelector('input'), field);
    equal([field.value, page.getBoundingClientRect().width], ['half a', 0]);
    equal(
      [...element.childNodes].some(({ nodeType, textContent }) => nodeType === Node.COMMENT_NODE && !textContent),
      false,
    );
  });

  it('moves a page of the button back when the dialog closes after the user has turned to what can be changed', async () => {
    const mounted = await open('My plan');
    const { page, element } = mounted;
    dialog().querySelector('.cl-userProfile-root')?.dispatchEvent(new PointerEvent('pointerenter'));
    await mounted.settled();
    await close(mounted);
    same(page.parentElement, element);
    await openMenu(mounted);
    mounted.button('My plan').click();
    await mounted.settled();
    ok(dialog().contains(page), 'the page in the next dialog');
  });

  it('leaves headings, texts and controls of a page in the dialog as the application has them', async () => {
    const content = '<h1>Plan</h1><p>Ten seats</p><button>Add one</button>';
    const mounted = await open(
      'Manage account',
      `<clerk-user-profile-page label="Plan">${content}</clerk-user-profile-page>`,
    );
    await press('Plan', mounted);
    const { page } = mounted;
    ok(dialog().contains(page), 'the page in the dialog');
    const outside = document.body.appendChild(document.createElement('div'));
    outside.innerHTML = content;
    outside.style.fontSize = getComputedStyle(page).fontSize;
    const look = (within: HTMLElement) =>
      ['h1', 'p', 'button'].map((name) => {
        const { fontSize, fontWeight, marginTop, padding, borderTopWidth } = getComputedStyle(
          within.querySelector(name) as HTMLElement,
        );
        return [name, fontSize, fontWeight, marginTop, padding, borderTopWidth];
      });
    equal(look(page), look(outside));
  });

  it('shows in the open dialog at once which pages of the button come, are renamed and go', async () => {
    const mounted = await open('My plan');
    const { element, page, settled } = mounted;
    page.setAttribute('label', 'Plan');
    page.setAttribute('url', 'billing');
    await settled();
    equal(labels(), ['Profile', 'Security', 'Plan', 'Terms']);
    ok(dialog().contains(page), 'the renamed page in the dialog');
    const team = document.createElement('clerk-user-profile-page');
    team.setAttribute('label', 'Team');
    element.append(team);
    await settled();
    equal(labels(), ['Profile', 'Security', 'Plan', 'Terms', 'Team']);
    team.remove();
    await settled();
    equal(labels(), ['Profile', 'Security', 'Plan', 'Terms']);
  });

  it('lets a framework remove a page of the button while the dialog shows it, and add one before it', async () => {
    const mounted = await open('My plan');
    const { element, page, settled } = mounted;
    const first = document.createElement('clerk-user-profile-page');
    first.setAttribute('label', 'First');
    element.insertBefore(first, page);
    await settled();
    equal(labels(), ['Profile', 'Security', 'First', 'Billing', 'Terms']);
    element.removeChild(page);
    await settled();
    equal(labels(), ['Profile', 'Security', 'First', 'Terms']);
    equal(page.isConnected, false);
    first.remove();
    await settled();
    equal(labels(), ['Profile', 'Security', 'Terms']);
  });

  it('lets a framework take a page of the button out of the dialog by the page itself', async () => {
    const mounted = await open('My plan');
    mounted.page.parentNode?.removeChild(mounted.page);
    await mounted.settled();
    equal(labels(), ['Profile', 'Security', 'Terms']);
    await close(mounted);
    equal(mounted.page.isConnected, false);
  });

  it('does not open a closed dialog again when the pages of the button change', async () => {
    const mounted = await open('Manage account');
    const { element, settled } = mounted;
    await close(mounted);
    element.querySelector('clerk-user-profile-link')?.setAttribute('label', 'Rules');
    await settled();
    same(dialog(), null);
  });

  it('adds the pages of the button to those that the application gives as a property', async () => {
    const mounted = await mountButton({
      clerk: new DialogClerk([person({ firstName: 'Ada' })]),
      children: CHILDREN,
      properties: {
        userProfileProps: {
          customPages: [{ label: 'Mine', url: 'mine', mount: (node: HTMLElement) => node.append('!') }],
        },
      },
    });
    await openMenu(mounted);
    mounted.button('Manage account').click();
    await mounted.settled();
    equal(labels(), ['Profile', 'Security', 'Mine', 'Billing', 'Terms']);
  });
});
