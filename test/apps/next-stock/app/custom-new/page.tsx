'use client';

import { useSignIn, useSignUp } from '@clerk/nextjs';
import { useRouter } from 'next/navigation';
import { Fields } from '../fields';

export default function Page() {
  const router = useRouter();
  const { signIn, errors, fetchStatus } = useSignIn();
  const { signUp, errors: signUpErrors, fetchStatus: signUpFetch } = useSignUp();
  const finished = { navigate: () => router.push('/') };
  return (
    <Fields
      steps={{
        async 'sign-up'({ email, password = '' }) {
          const { error } = await signUp.password({ emailAddress: email, password });
          if (!error) await signUp.verifications.sendEmailCode();
        },
        async verify({ code = '' }) {
          await signUp.verifications.verifyEmailCode({ code });
          if (signUp.status === 'complete') await signUp.finalize(finished);
        },
        async 'sign-in'({ email = '', password = '' }) {
          await signIn.password({ identifier: email, password });
          if (signIn.status === 'complete') await signIn.finalize(finished);
        },
      }}
      state={`${signUp.status} ${signIn.status} ${signUpFetch} ${fetchStatus}`}
      error={errors.fields.password?.code ?? errors.fields.identifier?.code ?? signUpErrors.fields.code?.code}
    />
  );
}
