import { outline } from '../parts/icon.ts';
import { connectedAccountsSection } from './account/connected-accounts-section.ts';
import { emailSection } from './account/email-section.ts';
import { enterpriseAccounts } from './account/enterprise-accounts.ts';
import { phoneSection } from './account/phone-section.ts';
import { profileSection } from './account/profile-section.ts';
import { usernameSection } from './account/username-section.ts';
import { web3WalletsSection } from './account/web3-wallets-section.ts';
import { customPages } from './custom-pages.ts';
import { icons } from './icons.ts';
import type { Page, UserProfileHost } from './user-profile-host.ts';

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
      phoneSection(host, user),
      connectedAccountsSection(host, user),
      enterpriseAccounts(host, user),
      web3WalletsSection(host, user),
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
  const ordered = customPages(host, builtIn);
  return [...builtIn.filter((page) => !ordered.includes(page)), ...ordered];
}

/** Returns the page of a step in the URL, or the first page if none has that step. */
export function pageAt(pages: readonly Page[], step: string): Page | undefined {
  const here = pages.filter(({ href }) => !href);
  return here.find(({ route }) => step === route || step.startsWith(`${route}/`)) ?? here[0];
}
