'use client';

import { useSignIn, useSignUp } from '@clerk/nextjs/legacy';
import { useState } from 'react';
import { Fields } from '../fields';

export default function Page() {
  const { isLoaded, signUp, setActive } = useSignUp();
  const { signIn, setActive: activate } = useSignIn();
  const [error, setError] = useState('');
  if (!isLoaded || !signIn) return null;

  /** Runs a step, and shows what the API says against it. */
  const step =
    (work: (fields: Record<string, string>) => Promise<unknown>) =>
    async (fields: Record<string, string>): Promise<void> => {
      setError('');
      try {
        await work(fields);
      } catch (cause) {
        setError((cause as { errors?: { code: string }[] }).errors?.[0]?.code ?? String(cause));
      }
    };
  return (
    <Fields
      steps={{
        'sign-up': step(async ({ email, password }) => {
          await signUp.create({ emailAddress: email, password });
          await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
        }),
        verify: step(async ({ code = '' }) => {
          const result = await signUp.attemptEmailAddressVerification({ code });
          if (result.status === 'complete') await setActive({ session: result.createdSessionId });
        }),
        'sign-in': step(async ({ email = '', password }) => {
          const result = await signIn.create({ identifier: email, password });
          if (result.status === 'complete') await activate?.({ session: result.createdSessionId });
        }),
      }}
      state={`${signUp.status} ${signIn.status}`}
      error={error}
    />
  );
}
