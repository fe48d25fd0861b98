import { clerkMiddleware, createRouteMatcher, withContext } from 'clerk-widgets/backend/next';

const isProtected = createRouteMatcher(['/protected(.*)', '/api/protected(.*)']);

const protect = clerkMiddleware(
  async (auth, request) => {
    if (isProtected(request)) await auth.protect();
  },
  { proxy: true, frontendApiUrl: process.env.CLERK_FAPI_URL },
);

export default withContext(
  ['visitor'],
  async (setContext, request, event) => {
    setContext('visitor', 'from the edge');
    return protect(request, event);
  },
  { query: true },
);
