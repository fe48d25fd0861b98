import { outline } from '../parts/icon.ts';
import { icons } from './icons.ts';
import type { CustomMenuItem, UserButtonHost } from './user-button-host.ts';

export interface MenuItem {
  /** Ends the class names, and names the pending action. */
  id: string;
  label: string;
  icon: unknown;
  href?: string | undefined;
  run(): void;
}

/** The items of the active account, in the order that the page wants them. */
export function menuItems(host: UserButtonHost): MenuItem[] {
  const manageAccount: MenuItem = {
    id: 'manageAccount',
    label: host.t('userButton.action__manageAccount'),
    icon: outline(icons.manageAccount),
    run: () => host.manage(),
  };
  const signOut: MenuItem = {
    id: 'signOut',
    label: host.t('userButton.action__signOut'),
    icon: outline(icons.signOut),
    run: () => host.signOut(),
  };
  const builtIn = new Map([manageAccount, signOut].map((item) => [item.id, item]));
  const items = [
    ...(host.customMenuItems ?? []).map((item) => builtIn.get(item.label) ?? given(host, item)),
    ...authored(host),
  ];
  if (!items.includes(manageAccount)) items.unshift(manageAccount);
  if (!items.includes(signOut)) items.push(signOut);
  return items;
}

function given(host: UserButtonHost, item: CustomMenuItem): MenuItem {
  const { label, href, open } = item;
  return {
    id: idOf(label),
    label,
    icon: item.mountIcon
      ? host.mounts.node(
          label,
          (node) => item.mountIcon?.(node),
          (node) => item.unmountIcon?.(node),
        )
      : outline(icons.custom),
    href,
    run() {
      if (open !== undefined) return host.manage(open);
      host.menu.hide();
      if (href) void host.clerk?.navigate(href);
      else item.onClick?.();
    },
  };
}

/** Links and buttons that the page put into the element. They stay there; the menu stands in for them. */
function authored(host: UserButtonHost): MenuItem[] {
  return host.authoredItems.map((element) => {
    const label = element.getAttribute('label') ?? element.textContent?.trim() ?? '';
    return {
      id: element.dataset['clerkMenuItem'] || idOf(label),
      label,
      icon: element.querySelector('svg, img')?.cloneNode(true) ?? outline(icons.custom),
      href: (element as HTMLAnchorElement).href,
      run() {
        host.menu.hide();
        element.click();
      },
    };
  });
}

function idOf(label: string): string {
  return label.trim().toLowerCase().replace(/\s+/g, '-');
}
