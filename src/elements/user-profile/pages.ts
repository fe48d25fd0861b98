import { native } from '../../client/platform/native.ts';
import { outline } from '../parts/icon.ts';
import { emailSection } from './account/email-section.ts';
import { profileSection } from './account/profile-section.ts';
import { usernameSection } from './account/username-section.ts';
import { icons } from './icons.ts';
import type { CustomPage, Page, UserProfileHost } from './user-profile-host.ts';

/** Returns the pages in the order that the application asks for. */
export function pagesOf(host: UserProfileHost): Page[] {
  const account: Page = {
    id: 'account',
    route: 'account',
    label: host.t('userProfile.navbar.account'),
    icon: outline(icons.account),
    title: host.t('userProfile.start.headerTitle__account'),
    render: (user) => [
      // One per line.
      profileSection(host, user),
      usernameSection(host, user),
      emailSection(host, user),
    ],
  };
  const security: Page = {
    id: 'security',
    route: 'security',
    label: host.t('userProfile.navbar.security'),
    icon: outline(icons.security),
    title: host.t('userProfile.start.headerTitle__security'),
    render: (user) => host.drawSecurity(user),
  };
  const builtIn = [account, security];
  const ordered = (host.customPages ?? []).map(
    (page) => (!page.url && builtIn.find(({ id }) => id === page.label)) || pageOfOption(host, page),
  );
  const missing = builtIn.filter((page) => !ordered.includes(page));
  return [...missing, ...ordered, ...pagesOfSections(host)];
}

/** Returns the page of a step in the URL, or the first page if none has that step. */
export function pageAt(pages: readonly Page[], step: string): Page | undefined {
  const here = pages.filter(({ href }) => !href);
  return here.find(({ route }) => step === route || step.startsWith(`${route}/`)) ?? here[0];
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
    : outline(mount ? icons.custom : icons.link);
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

/** Returns a page for each section that the application put into the element. */
function pagesOfSections(host: UserProfileHost): Page[] {
  return host.sections.map((section) => {
    // The section may be a form with a field named `getAttribute`.
    const own = native(section);
    const label = own.getAttribute('label') ?? '';
    const route = routeOf(own.getAttribute('url') || own.dataset['clerkPage'] || label);
    const icon = own.querySelector('[data-clerk-icon]')?.cloneNode(true) ?? outline(icons.custom);
    return { id: route, route, label, icon, section };
  });
}

function routeOf(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^\/+|\/+$/g, '')
    .replace(/\s+/g, '-');
}
