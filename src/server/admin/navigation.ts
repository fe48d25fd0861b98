import type { IconName } from './parts/icon.ts';
import { TEXTS } from './texts.ts';

export interface NavItem {
  /** Path below `/__admin`. Pages below it belong to it. */
  path: string;
  label: string;
  icon: IconName;
}

export interface NavGroup {
  /** Undefined for the page above all groups. */
  label?: string;
  items: readonly NavItem[];
}

const { nav } = TEXTS;

/** The navigation, from top to bottom. */
export const NAVIGATION: readonly NavGroup[] = [
  {
    items: [{ path: '/overview', label: nav.overview, icon: 'chart' }],
  },
  {
    label: nav.people,
    items: [
      { path: '/users', label: nav.users, icon: 'users' },
      { path: '/sessions', label: nav.sessions, icon: 'devices' },
      { path: '/invitations', label: nav.invitations, icon: 'send' },
      { path: '/waitlist', label: nav.waitlist, icon: 'clock' },
      { path: '/access', label: nav.access, icon: 'list' },
    ],
  },
  {
    label: nav.application,
    items: [
      { path: '/webhooks', label: nav.webhooks, icon: 'webhook' },
      { path: '/jwt-templates', label: nav.jwtTemplates, icon: 'template' },
      { path: '/messages', label: nav.messages, icon: 'mail' },
    ],
  },
  {
    label: nav.server,
    items: [
      { path: '/keys', label: nav.keys, icon: 'key' },
      { path: '/settings', label: nav.settings, icon: 'settings' },
      { path: '/audit-log', label: nav.auditLog, icon: 'log' },
      { path: '/admin-sessions', label: nav.adminSessions, icon: 'shield' },
    ],
  },
];
