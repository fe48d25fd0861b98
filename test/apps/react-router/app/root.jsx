import { clerkMiddleware, rootAuthLoader } from 'clerk-widgets/backend/react-router';
import { useEffect } from 'react';
import { Links, Meta, Outlet, Scripts } from 'react-router';

export const middleware = [
  clerkMiddleware({
    protectedRoutes: ['/protected(.*)'],
    proxy: true,
    frontendApiUrl: process.env.CLERK_PROXY_URL,
    signInUrl: process.env.CLERK_SIGN_IN_URL,
  }),
];

export const loader = (args) => rootAuthLoader(args, () => ({ clerkUrl: process.env.CLERK_PROXY_URL }));

export default function Root({ loaderData: { clerkUrl } }) {
  useEffect(() => {
    document.documentElement.dataset.ready = '';
  }, []);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>React Router</title>
        <Meta />
        <Links />
        <script async src={`${clerkUrl}/clerk.js?elements=sign-in,user-button`} />
      </head>
      <body>
        <Outlet />
        <Scripts />
      </body>
    </html>
  );
}
