import { next } from '../support.ts';
import { type AccountOptions, type MountedAccount, mountAccount } from './account.ts';

export type MountedButton = MountedAccount<HTMLElementTagNameMap['clerk-user-button']>;

export const mountButton = (options: AccountOptions = {}): Promise<MountedButton> =>
  mountAccount('clerk-user-button', options);

/** Opens the menu from the focused trigger, as a user does. */
export async function openMenu(mounted: MountedButton): Promise<void> {
  mounted.find('.cl-userButtonTrigger').focus();
  const shown = next(mounted.find('.cl-userButton-root'), 'toggle');
  mounted.find('.cl-userButtonTrigger').click();
  await shown;
  await mounted.settled();
}

export const isOpen = (mounted: MountedButton): boolean => mounted.find('.cl-userButton-root').matches(':popover-open');

/** Returns the texts of the items of the open menu. */
export const items = ({ element }: MountedButton): string[] =>
  [...element.querySelectorAll<HTMLElement>('.cl-userButtonPopoverMenu :is(a, button)')].map((item) => {
    const text = '.cl-userButtonPopoverActionButtonText, .cl-userPreviewMainIdentifier';
    return item.querySelector<HTMLElement>(text)?.innerText.trim() ?? '';
  });
