import { currentUser } from 'clerk-widgets/backend/next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Widgets } from './widgets';

/** The server knows who is signed in, so the header is right from the first byte on. */
export default async function Layout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  return (
    <html lang="en">
      <body>
        <header>
          <Link href="/">Acme</Link>
          {user ? (
            <>
              <span id="name">{user.firstName}</span>
              <clerk-user-button />
            </>
          ) : (
            <Link href="/sign-in">Sign in</Link>
          )}
        </header>
        {children}
        <Widgets publishableKey={`${process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY}`} />
      </body>
    </html>
  );
}
