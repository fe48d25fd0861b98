import { outline } from '../parts/icon.ts';
import type { CustomMenuItem } from './user-button-host.ts';
import type { UserMenu } from './user-menu.ts';

/** Paths of the menu's icons. */
export const icons = {
  add: 'M8 3.25v9.5M3.25 8h9.5',
  custom: 'M6 3.5 10.5 8 6 12.5',
  manageAccount:
    'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6.9 2h2.2l.4 1.7 1.2.7 1.7-.5 1.1 1.9-1.3 1.2v1.5l1.3 1.2-1.1 1.9-1.7-.5-1.2.7-.4 1.7H6.9l-.4-1.7-1.2-.7-1.7.5-1.1-1.9 1.3-1.2V7L2.5 5.8l1.1-1.9 1.7.5 1.2-.7L6.9 2Z',
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
  const items = [
    ...(host.customMenuItems ?? []).map((item) => builtIn.get(item.label) ?? itemOfOption(menu, item)),
    ...itemsOfChildren(menu),
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
      menu.panel.hide();
      if (href) void menu.host.clerk?.navigate(href);
      else item.onClick?.();
    },
  };
}

/** Returns an item for each link or button that the page put into the element. Choosing it clicks the original. */
function itemsOfChildren(menu: UserMenu): MenuItem[] {
  return menu.authoredItems.map((element) => {
    const label = element.getAttribute('label') ?? element.textContent?.trim() ?? '';
    return {
      id: element.dataset['clerkMenuItem'] || idOf(label),
      label,
      icon: element.querySelector('svg, img')?.cloneNode(true) ?? outline(icons.custom),
      href: (element as HTMLAnchorElement).href,
      run() {
        menu.panel.hide();
        element.click();
      },
    };
  });
}

function idOf(label: string): string {
  return label.trim().toLowerCase().replace(/\s+/g, '-');
}
