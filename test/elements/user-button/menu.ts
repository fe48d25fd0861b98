import { next } from '../support.ts';
import { type AccountOptions, type MountedAccount, mountAccount } from './account.ts';

export type MountedButton = MountedAccount<HTMLElementTagNameMap['clerk-user-button']>;

export const mountButton = (options: AccountOptions = {}): Promise<MountedButton> =>
  mountAccount('clerk-user-button', options);

/** Opens the menu as a user does: from the focused trigger. */
export async function openMenu(mounted: MountedButton): Promise<void> {
  mounted.find('.cl-userButtonTrigger').focus();
  const shown = next(mounted.find('.cl-userButtonPopoverCard'), 'toggle');
  mounted.find('.cl-userButtonTrigger').click();
  await shown;
  await mounted.settled();
}

export const isOpen = (mounted: MountedButton): boolean =>
  mounted.find('.cl-userButtonPopoverCard').matches(':popover-open');

/** What the items of the open menu say. */
export const items = ({ element }: MountedButton): string[] =>
  [...element.querySelectorAll<HTMLElement>('[role=menuitem]')].map((item) => {
    const text = '.cl-userButtonPopoverActionButtonText, .cl-userPreviewMainIdentifier';
    return item.querySelector<HTMLElement>(text)?.innerText.trim() ?? '';
  });
