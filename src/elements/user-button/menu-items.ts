import { ClerkActionEvent } from '../base/action-event.ts';
import {
  BUTTON_LINK,
  type ClerkUserButtonAction,
  type ClerkUserButtonLink,
} from '../parts/children/button-children.ts';
import { childIcon } from '../parts/children/child-icon.ts';
import { outline } from '../parts/icon.ts';
import type { CustomMenuItem } from './user-button-host.ts';
import type { UserMenu } from './user-menu.ts';

/** Paths of the menu's icons. */
export const icons = {
  add: 'M8 3.25v9.5M3.25 8h9.5',
  custom: 'M6 3.5 10.5 8 6 12.5',
  manageAccount:
    'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6.9 2h2.2l.4 1.7 1.2.7 1.7-.5 1.1 1.9-1.3 1.2v1.5l1.3 1.2-1.1 1.9-1.7-.5-1.2.7-.4 1.7H6.9l-.4-1.7-1.2-.7-1.7.5-1.1-1.9 1.3-1.2V7L2.5 5.8l1.1-1.9 1.7.5 1.2-.7L6.9 2Z',
  remove: 'm4.5 4.5 7 7m0-7-7 7',
  signOut: 'M6.25 2.75h-3v10.5h3M6.75 8h6.5M10.5 5l2.75 3-2.75 3',
} as const;

export interface MenuItem {
  /** Last part of the class names, and name of the pending action. */
  id: string;
  label: string;
  icon: unknown;
  href?: string | undefined;
  run(): void;
}

/** Returns the menu items of the active account in the order that the page asks for. */
export function menuItems(menu: UserMenu): MenuItem[] {
  const { host } = menu;
  const manageAccount: MenuItem = {
    id: 'manageAccount',
    label: host.t('userButton.action__manageAccount'),
    icon: outline(icons.manageAccount),
    run: () => menu.manage(),
  };
  const signOut: MenuItem = {
    id: 'signOut',
    label: host.t('userButton.action__signOut'),
    icon: outline(icons.signOut),
    run: () => menu.signOut(),
  };
  const builtIn = new Map([manageAccount, signOut].map((item) => [item.id, item]));
  const known = (label: string) => builtIn.get(label);
  const items = [
    ...(host.customMenuItems ?? []).map((item) => known(item.label) ?? itemOfOption(menu, item)),
    ...menu.authoredItems.map((child) => known(child.text) ?? itemOfChild(menu, child)),
  ];
  if (!items.includes(manageAccount)) items.unshift(manageAccount);
  if (!items.includes(signOut)) items.push(signOut);
  return items;
}

/** Returns the item that an entry of `customMenuItems` describes. */
function itemOfOption(menu: UserMenu, item: CustomMenuItem): MenuItem {
  const { label, href, open } = item;
  return {
    id: idOf(label),
    label,
    icon: item.mountIcon
      ? menu.mounts.node(
          label,
          (node) => item.mountIcon?.(node),
          (node) => item.unmountIcon?.(node),
        )
      : outline(icons.custom),
    href,
    run() {
      if (open !== undefined) return menu.manage(open);
      if (href) return menu.follow(href);
      menu.panel.hide();
      item.onClick?.();
    },
  };
}

/** Returns the item that a child of the element is: an action, or a link. */
function itemOfChild(menu: UserMenu, child: ClerkUserButtonAction | ClerkUserButtonLink): MenuItem {
  const { text: label } = child;
  const item = { id: idOf(label), label, icon: childIcon(child, icons.custom) };
  if (child.localName === BUTTON_LINK) {
    const { href } = child as ClerkUserButtonLink;
    return { ...item, href: href ?? '', run: () => menu.follow(href ?? '') };
  }
  const { open } = child as ClerkUserButtonAction;
  return {
    ...item,
    run() {
      if (!child.dispatchEvent(new ClerkActionEvent(label))) return;
      if (open) menu.manage(open);
      else menu.panel.hide();
    },
  };
}

function idOf(label: string): string {
  return label.trim().toLowerCase().replace(/\s+/g, '-');
}
