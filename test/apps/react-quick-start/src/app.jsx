import { Show, SignIn, UserButton, useUser } from '@clerk/react';

/** The page of a visitor, and that of a user. */
export function App() {
  const { user } = useUser();
  return (
    <>
      <header>
        <h1>Quick start</h1>
        <Show when="signed-in">
          <p>Hello, {user?.primaryEmailAddress?.emailAddress}</p>
          <UserButton />
        </Show>
      </header>
      {location.pathname === '/sign-in' && <SignIn />}
    </>
  );
}
