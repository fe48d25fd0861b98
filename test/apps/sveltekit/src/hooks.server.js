import { clerkHandle } from 'clerk-widgets/backend/sveltekit';

export const handle = clerkHandle({
  protectedRoutes: ['/protected(.*)'],
  proxy: true,
  frontendApiUrl: process.env.CLERK_PROXY_URL,
  signInUrl: process.env.CLERK_SIGN_IN_URL,
});
