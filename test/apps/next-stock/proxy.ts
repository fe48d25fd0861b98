import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';

const isProtected = createRouteMatcher(['/protected(.*)']);

export default clerkMiddleware(
  async (auth, request) => {
    if (isProtected(request)) await auth.protect();
  },
  // It passes /__clerk on to CLERK_FAPI_URL.
  { frontendApiProxy: { enabled: true } },
);

export const config = {
  matcher: ['/((?!_next|[^?]*\\.(?:css|js|png|svg|ico)).*)', '/(api|trpc)(.*)', '/__clerk/(.*)'],
};
