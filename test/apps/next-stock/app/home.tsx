'use client';

import {
  ClerkLoaded,
  ClerkLoading,
  getToken as pageToken,
  useAuth,
  useClerk,
  useOrganization,
  useOrganizationList,
  useReverification,
  useSession,
  useSessionList,
  useUser,
} from '@clerk/nextjs';
import { useSignIn, useSignUp } from '@clerk/nextjs/legacy';
import { useState } from 'react';

export function Home() {
  const { isLoaded, userId, sessionId, getToken } = useAuth();
  const clerk = useClerk();
  const { isSignedIn, user } = useUser();
  const { session } = useSession();
  const { sessions } = useSessionList();
  const { organization, membership } = useOrganization();
  const { userMemberships } = useOrganizationList({ userMemberships: true });
  const { signIn } = useSignIn();
  const { signUp } = useSignUp();
  useReverification(async () => null);
  const [claims, setClaims] = useState('');

  const state = {
    isLoaded,
    isSignedIn,
    userId,
    sessionId,
    session: session?.id ?? null,
    sessions: sessions?.length,
    name: user?.fullName,
    organization,
    membership,
    memberships: userMemberships?.count,
    signIn: signIn?.status,
    signUp: signUp?.status,
  };

  async function token() {
    const jwt = (await getToken()) ?? '';
    const { sub, sid } = JSON.parse(atob(jwt.split('.')[1] ?? ''));
    setClaims(`${sub} ${sid} ${(await pageToken()) === jwt}`);
  }

  return (
    <>
      <ClerkLoading>
        <p id="loading">Loading</p>
      </ClerkLoading>
      <ClerkLoaded>
        <p id="loaded">Loaded</p>
      </ClerkLoaded>
      <output id="state">{JSON.stringify(state)}</output>
      <output id="claims">{claims}</output>
      <button id="rename" onClick={() => void user?.update({ firstName: 'Bea' })}>
        Rename
      </button>
      <button id="token" onClick={() => void token()}>
        Token
      </button>
      <button id="open-profile" onClick={() => clerk.openUserProfile()}>
        Profile
      </button>
      <button id="open-waitlist" onClick={() => clerk.openWaitlist()}>
        Waitlist
      </button>
    </>
  );
}
