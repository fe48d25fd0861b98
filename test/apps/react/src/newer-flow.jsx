import { useState } from 'react';
import { useSignInSignal, useSignUpSignal } from 'sdk';
import { Form } from './older-flow.jsx';

/** The same with the newer hooks, which keep errors and the state of the request themselves. */
export function NewerFlow() {
  const { signIn, errors: signInErrors, fetchStatus } = useSignInSignal();
  const { signUp, errors: signUpErrors } = useSignUpSignal();

  const [times, setTimes] = useState(0);

  const run = (action) => async (event) => {
    event.preventDefault();
    await action(Object.fromEntries(new FormData(event.target)));
    setTimes((times) => times + 1);
  };
  const create = run(async (values) => {
    const { error } = await signUp.password(values);
    if (!error) await signUp.verifications.sendEmailCode();
  });
  const verify = run(async (values) => {
    const { error } = await signUp.verifications.verifyEmailCode(values);
    if (!error && signUp.status === 'complete') await signUp.finalize();
  });
  const enter = run(async (values) => {
    const { error } = await signIn.password(values);
    if (!error && signIn.status === 'complete') await signIn.finalize();
  });
  const mail = run(async (values) => {
    await signIn.create(values);
    await signIn.emailCode.sendCode();
  });
  const verifyMail = run(async (values) => {
    const { error } = await signIn.emailCode.verifyCode(values);
    if (!error) await signIn.finalize();
  });
  return (
    <main>
      <p id="times">{times}</p>
      <p id="fetch">{fetchStatus}</p>
      <p id="problem">
        {[...Object.values(signInErrors?.fields ?? {}), ...Object.values(signUpErrors?.fields ?? {})]
          .filter(Boolean)
          .map(({ code }) => code)
          .join()}
      </p>
      <p id="held">{JSON.stringify([signUp.status, signUp.emailAddress, signIn.status, signIn.identifier])}</p>
      <Form name="create" fields={['emailAddress', 'password']} onSubmit={create} />
      <Form name="verify" fields={['code']} onSubmit={verify} />
      <Form name="enter" fields={['identifier', 'password']} onSubmit={enter} />
      <Form name="mail" fields={['identifier']} onSubmit={mail} />
      <Form name="verifyMail" fields={['code']} onSubmit={verifyMail} />
    </main>
  );
}
