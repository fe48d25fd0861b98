import type { Services } from '../services.ts';
import type { AdminRoutes } from './admin-request.ts';
import { overviewPages } from './pages/overview.ts';
import { adminSessionPages } from './pages/admin-sessions.ts';
import { createUserPages } from './pages/create-user.ts';
import { sessionListPages } from './pages/session-list.ts';
import { auditLogPages } from './pages/audit-log.ts';
import { messagePages } from './pages/messages.ts';
import { secretKeyPages } from './pages/secret-keys.ts';
import { settingsPages } from './pages/settings.ts';
import { accessListPages } from './pages/access/access-lists.ts';
import { invitationPages } from './pages/access/invitations.ts';
import { waitlistPages } from './pages/access/waitlist.ts';
import { jwtTemplateFormPages } from './pages/jwt-templates/template-form.ts';
import { jwtTemplateListPages } from './pages/jwt-templates/template-list.ts';
import { userListPages } from './pages/user-list.ts';
import { webhookDeliveryPages } from './pages/webhooks/deliveries.ts';
import { webhookListPages } from './pages/webhooks/endpoint-list.ts';
import { webhookSettingsPages } from './pages/webhooks/endpoint-settings.ts';
import { userAccessPages } from './pages/user/access.ts';
import { userActivityPages } from './pages/user/activity.ts';
import { userMetadataPages } from './pages/user/metadata.ts';
import { userProfilePages } from './pages/user/profile.ts';
import { userSecurityPages } from './pages/user/security.ts';
import { userSessionPages } from './pages/user/sessions.ts';

/** Adds the pages of one subject, with the actions of their forms. */
type AddAdminPages = (routes: AdminRoutes, services: Services) => void;

/** All pages. A new one also gets its place in `navigation.ts`. */
export const ADMIN_PAGES: readonly AddAdminPages[] = [
  overviewPages,
  userListPages,
  // Before those of one user: `new` is no id.
  createUserPages,
  userProfilePages,
  userSecurityPages,
  userSessionPages,
  userMetadataPages,
  userActivityPages,
  userAccessPages,
  sessionListPages,
  invitationPages,
  waitlistPages,
  accessListPages,
  webhookListPages,
  webhookDeliveryPages,
  webhookSettingsPages,
  jwtTemplateListPages,
  jwtTemplateFormPages,
  messagePages,
  secretKeyPages,
  settingsPages,
  auditLogPages,
  adminSessionPages,
];
