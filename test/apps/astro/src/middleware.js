import { clerkMiddleware } from 'clerk-widgets/backend/astro';

export const onRequest = clerkMiddleware({
  protectedRoutes: ['/protected(.*)'],
  proxy: true,
  frontendApiUrl: process.env.CLERK_PROXY_URL,
});
