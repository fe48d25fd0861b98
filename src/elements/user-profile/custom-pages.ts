import { childIcon, LINK_ICON, PAGE_ICON } from '../parts/children/child-icon.ts';
import { PAGE, type ProfileChild } from '../parts/children/profile-children.ts';
import { outline } from '../parts/icon.ts';
import type { CustomPage, Page, UserProfileHost } from './user-profile-host.ts';

/**
 * Returns what the application adds to the pages: the entries of `customPages`, then the children of the element. A
 * bare label of a page of the profile's own stands for that page.
 */
export function customPages(host: UserProfileHost, builtIn: readonly Page[]): Page[] {
  const known = (label: string, url: string | undefined) => (url ? undefined : builtIn.find(({ id }) => id === label));
  return [
    ...(host.customPages ?? []).map((page) => known(page.label, page.url) ?? pageOfOption(host, page)),
    ...host.authored.map((child) => known(child.text, child.url) ?? pageOfChild(host, child)),
  ];
}

/** Returns the page that an entry of `customPages` describes: one that the application mounts, or a link. */
function pageOfOption(host: UserProfileHost, page: CustomPage): Page {
  const { label, url = label, mount } = page;
  const id = routeOf(url);
  const icon = page.mountIcon
    ? host.mounts.node(
        `icon ${id}`,
        (node) => page.mountIcon?.(node),
        (node) => page.unmountIcon?.(node),
      )
    : (page.drawIcon?.() ?? outline(mount ? PAGE_ICON : LINK_ICON));
  return mount
    ? {
        id,
        route: id,
        label,
        icon,
        render: () =>
          host.mounts.node(
            id,
            (node) => page.mount?.(node),
            (node) => page.unmount?.(node),
          ),
      }
    : { id, route: id, label, icon, href: url };
}

/** Returns the page that a child of the element is, or the link. */
function pageOfChild(host: UserProfileHost, child: ProfileChild): Page {
  const { text: label, url } = child;
  const id = routeOf(url || label);
  // It stays where the application has put it, in front of the profile, and is read at the place of the page.
  child.id ||= `${host.uid}-${id}`;
  return child.localName === PAGE
    ? { id, route: id, label, icon: childIcon(child, PAGE_ICON), section: child }
    : { id, route: id, label, icon: childIcon(child, LINK_ICON), href: url ?? '' };
}

function routeOf(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^\/+|\/+$/g, '')
    .replace(/\s+/g, '-');
}
