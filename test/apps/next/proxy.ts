import { authMiddleware, withContext } from 'clerk-widgets/backend/next';
import { NextResponse } from 'next/server';

const protect = authMiddleware({
  // The Frontend API, on the origin of the application.
  proxy: true,
  frontendApiUrl: process.env.CLERK_FAPI_URL,
  publicRoutes: ['/', '/rendered', '/half-protected', '/elsewhere', '/legacy/:page', '/api/public', '/api/context'],
  beforeAuth: ({ nextUrl }) => (nextUrl.pathname === '/health' ? new NextResponse('well') : undefined),
  afterAuth: ({ userId }, { nextUrl, url }) => {
    // Another server, which the tests start.
    if (nextUrl.pathname === '/elsewhere') return NextResponse.rewrite(new URL('/seen', process.env.ELSEWHERE));
    if (nextUrl.pathname === '/old' && userId) return NextResponse.redirect(new URL('/protected', url));
  },
});

export const proxy = withContext(['plan'], (setContext, request, event) => {
  setContext('plan', 'pro');
  return protect(request, event);
});
