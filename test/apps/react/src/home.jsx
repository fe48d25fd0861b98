import { SignInButton, SignOutButton, SignUpButton, UserAvatar, UserButton, useAuth, useClerk, useUser } from 'sdk';
import { Gate, Permitted } from './gate.jsx';

export function Home() {
  const clerk = useClerk();
  const { isLoaded, isSignedIn, user } = useUser();
  const { userId, sessionId, getToken } = useAuth();
  return (
    <main>
      <p id="user">{isLoaded ? (isSignedIn ? user.primaryEmailAddress.emailAddress : 'nobody') : 'unknown'}</p>
      <p id="name">{user?.fullName}</p>
      <p id="ids">{JSON.stringify([userId ?? null, sessionId ?? null])}</p>
      <Gate when="out">
        <p id="signed-out">Signed out</p>
        <SignInButton mode="modal">
          <button>Sign in here</button>
        </SignInButton>
        <SignUpButton mode="modal">
          <button>Sign up here</button>
        </SignUpButton>
        <SignInButton>
          <button>Go to sign in</button>
        </SignInButton>
        <button onClick={() => clerk.openWaitlist()}>Open the waitlist</button>
      </Gate>
      <Gate when="in">
        <p id="signed-in">Signed in</p>
        <UserButton showName />
        <UserAvatar />
        <button onClick={() => clerk.openUserProfile()}>Open the profile</button>
        <button onClick={async () => document.querySelector('#token').append(await getToken())}>Show the token</button>
        <p id="token" />
        <SignOutButton>
          <button>Leave</button>
        </SignOutButton>
        <button onClick={() => clerk.signOut({ redirectUrl: '/older-flow' })}>Leave for the flow</button>
      </Gate>
      <Permitted condition={{ permission: 'org:billing:manage' }} fallback={<p id="refused">Not permitted</p>}>
        <p id="permitted">Permitted</p>
      </Permitted>
      <Permitted condition={(has) => !has({ role: 'org:admin' })} fallback={<p id="nobody">Nobody</p>}>
        <p id="no-admin">No admin</p>
      </Permitted>
    </main>
  );
}
