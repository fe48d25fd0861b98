import { useState } from 'react';
import { useSignInCalls, useSignUpCalls } from 'sdk';
import { Form } from './older-flow.jsx';

const AUTHORIZATION = { strategy: 'oauth_custom_loop', redirectUrl: '/sso-callback', redirectUrlComplete: '/' };

/** Signs in with a provider, a passkey and a second factor, as Clerk's guides write it for the older hooks. */
export function OlderWays() {
  const { isLoaded, signIn, setActive } = useSignInCalls();
  const { signUp } = useSignUpCalls();
  const [problem, setProblem] = useState('');
  if (!isLoaded) return <p>Loading</p>;

  const run = (action) => async (event) => {
    event.preventDefault();
    setProblem('');
    try {
      await action(Object.fromEntries(new FormData(event.target)));
    } catch (error) {
      setProblem(error.errors?.[0]?.code ?? `${error}`);
    }
  };
  const finish = (attempt) => setActive({ session: attempt.createdSessionId, redirectUrl: '/' });
  const enter = run((values) => signIn.create(values));
  const second = (strategy) => run(async ({ code }) => finish(await signIn.attemptSecondFactor({ strategy, code })));
  const withPasskey = async () => finish(await signIn.authenticateWithPasskey({ flow: 'discoverable' }));
  const byPopup = () => {
    const popup = window.open('about:blank', '', 'width=500,height=600');
    return signIn.authenticateWithPopup({ popup, ...AUTHORIZATION });
  };
  return (
    <main>
      <p id="problem">{problem}</p>
      <p id="status-of-it">{signIn.status}</p>
      <Form name="in" fields={[]} onSubmit={run(() => signIn.authenticateWithRedirect(AUTHORIZATION))} />
      <Form name="up" fields={[]} onSubmit={run(() => signUp.authenticateWithRedirect(AUTHORIZATION))} />
      <Form name="popup" fields={[]} onSubmit={run(byPopup)} />
      <Form name="passkey" fields={[]} onSubmit={run(withPasskey)} />
      <Form name="enter" fields={['identifier', 'password']} onSubmit={enter} />
      <Form name="totp" fields={['code']} onSubmit={second('totp')} />
      <Form name="backup" fields={['code']} onSubmit={second('backup_code')} />
    </main>
  );
}
