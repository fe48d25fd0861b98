import { ClerkProvider } from '@clerk/nextjs';
import type { ReactNode } from 'react';
import { Header } from './header';

// The keys are known when the app runs: it is built once, and run with the keys of two instances.
export const dynamic = 'force-dynamic';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <ClerkProvider
      dynamic
      publishableKey={process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY}
      proxyUrl={process.env.NEXT_PUBLIC_CLERK_PROXY_URL}
      signInUrl="/sign-in"
      signUpUrl="/sign-up"
    >
      <html lang="en">
        <head>
          <link rel="icon" href="data:," />
        </head>
        <body>
          <Header />
          {children}
        </body>
      </html>
    </ClerkProvider>
  );
}
