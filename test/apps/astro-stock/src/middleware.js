import { clerkMiddleware } from '@clerk/astro/server';

export const onRequest = clerkMiddleware((auth, context) => {
  const { isAuthenticated, redirectToSignIn } = auth();
  if (context.url.pathname.startsWith('/protected') && !isAuthenticated) return redirectToSignIn();
});
