import { useNavigate } from 'react-router';
import { AuthenticateWithRedirectCallback, HandleSSOCallback, useSignInSignal, useSignUpSignal } from 'sdk';
import { Form } from './older-flow.jsx';

const AUTHORIZATION = { strategy: 'oauth_custom_loop', redirectUrl: '/', redirectCallbackUrl: '/newer-callback' };

/** The same with the newer hook. */
export function NewerWays() {
  const { signIn, errors } = useSignInSignal();
  const { signUp } = useSignUpSignal();
  const navigate = useNavigate();

  const run = (action, isLast = true) => async (event) => {
    event.preventDefault();
    const { error } = await action(Object.fromEntries(new FormData(event.target)));
    if (isLast && !error && signIn.status === 'complete') await signIn.finalize({ navigate: () => navigate('/') });
  };
  const byPopup = async () => {
    const popup = window.open('about:blank', '', 'width=500,height=600');
    const answer = await signIn.sso({ popup, ...AUTHORIZATION });
    if (!signIn.isTransferable) return answer;
    await signUp.create({ transfer: true });
    return signUp.finalize({ navigate: () => navigate('/') });
  };
  return (
    <main>
      <p id="problem">{[...Object.values(errors.fields), ...(errors.global ?? [])].map((error) => error?.code).join('')}</p>
      <p id="status-of-it">{signIn.status}</p>
      <Form name="in" fields={[]} onSubmit={run(() => signIn.sso(AUTHORIZATION), false)} />
      <Form name="popup" fields={[]} onSubmit={run(byPopup)} />
      <Form name="passkey" fields={[]} onSubmit={run(() => signIn.passkey({ flow: 'discoverable' }))} />
      <Form name="enter" fields={['identifier', 'password']} onSubmit={run((values) => signIn.password(values))} />
      <Form name="totp" fields={['code']} onSubmit={run((values) => signIn.mfa.verifyTOTP(values))} />
      <Form name="backup" fields={['code']} onSubmit={run((values) => signIn.mfa.verifyBackupCode(values))} />
    </main>
  );
}

/** The page that the provider comes back to. Version 6 has a component for the newer hooks. */
export function NewerCallback() {
  const navigate = useNavigate();
  if (!HandleSSOCallback) return <AuthenticateWithRedirectCallback />;
  return (
    <HandleSSOCallback
      navigateToApp={() => navigate('/')}
      navigateToSignIn={() => navigate('/newer-ways')}
      navigateToSignUp={() => navigate('/sign-up')}
    />
  );
}
