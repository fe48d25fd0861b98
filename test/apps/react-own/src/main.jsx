import { Clerk } from 'clerk-widgets/headless';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ClerkFailed, ClerkLoaded, ClerkProvider, SignIn, SignInButton, useAuth, useClerk, UserButton, useUser } from 'sdk';

// The path says what the provider gets: /class, /instance or /loaded, and then /plain for a page without the elements.
const [, kind, place] = location.pathname.split('/');
const publishableKey = import.meta.env.VITE_CLERK_PUBLISHABLE_KEY;
const proxyUrl = '/__clerk';

if (place !== 'plain') await import('clerk-widgets');
const given = kind === 'class' ? Clerk : new Clerk(publishableKey, { proxyUrl });
if (kind === 'loaded') await given.load();

function Home() {
  const clerk = useClerk();
  const { isSignedIn } = useAuth();
  const { user } = useUser();
  const signIn = async (event) => {
    event.preventDefault();
    const { identifier, password } = event.target.elements;
    const attempt = await clerk.client.signIn.create({ identifier: identifier.value, password: password.value });
    await clerk.setActive({ session: attempt.createdSessionId });
  };
  return (
    <>
      <p id="status">loaded</p>
      <p id="user">{user?.primaryEmailAddress?.emailAddress ?? 'nobody'}</p>
      {isSignedIn && (
        <button type="button" id="out" onClick={() => clerk.signOut(() => {})}>
          Sign out
        </button>
      )}
      {place === 'plain' && !isSignedIn && (
        <form id="own" onSubmit={signIn}>
          <input name="identifier" />
          <input name="password" type="password" />
          <button type="submit">Sign in</button>
        </form>
      )}
      {place === 'screens' && (isSignedIn ? <UserButton /> : <SignIn routing="hash" />)}
      {place === 'modal' && !isSignedIn && (
        <SignInButton mode="modal">
          <button type="button" id="open">
            Sign in
          </button>
        </SignInButton>
      )}
    </>
  );
}

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <ClerkProvider publishableKey={publishableKey} Clerk={given} proxyUrl={proxyUrl} signInFallbackRedirectUrl={location.pathname}
      afterSignOutUrl={location.pathname}>
      <ClerkFailed>
        <p id="status">failed</p>
      </ClerkFailed>
      <ClerkLoaded>
        <Home />
      </ClerkLoaded>
    </ClerkProvider>
  </StrictMode>,
);
