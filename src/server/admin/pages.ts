import type { Services } from '../services.ts';
import type { AdminRoutes } from './admin-request.ts';
import { adminSessionPages } from './pages/admin-sessions.ts';
import { userListPages } from './pages/user-list.ts';

/** Adds the pages of one subject, with the actions of their forms. */
type AddAdminPages = (routes: AdminRoutes, services: Services) => void;

/** All pages. A new one also gets its place in `navigation.ts`. */
export const ADMIN_PAGES: readonly AddAdminPages[] = [userListPages, adminSessionPages];
