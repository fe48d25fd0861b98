import { useState } from 'react';
import { useSignInCalls, useSignUpCalls } from 'sdk';

/** A sign-up and a sign-in with forms of the app's own, as Clerk's guide writes them for the older hooks. */
export function OlderFlow() {
  const { isLoaded, signUp, setActive } = useSignUpCalls();
  const { signIn } = useSignInCalls();
  const [step, setStep] = useState('start');
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
  const create = run(async ({ emailAddress, password }) => {
    await signUp.create({ emailAddress, password });
    await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
    setStep('code');
  });
  const verify = run(async ({ code }) => {
    const attempt = await signUp.attemptEmailAddressVerification({ code });
    if (attempt.status !== 'complete') throw new Error(attempt.status);
    await setActive({ session: attempt.createdSessionId });
    setStep('in');
  });
  const enter = run(async ({ identifier, password }) => {
    const attempt = await signIn.create({ identifier, password });
    if (attempt.status !== 'complete') throw new Error(attempt.status);
    await setActive({ session: attempt.createdSessionId });
    setStep('in');
  });
  const mail = run(async ({ identifier }) => {
    const { supportedFirstFactors } = await signIn.create({ identifier });
    const { emailAddressId } = supportedFirstFactors.find(({ strategy }) => strategy === 'email_code');
    await signIn.prepareFirstFactor({ strategy: 'email_code', emailAddressId });
    setStep('sign-in code');
  });
  const verifyMail = run(async ({ code }) => {
    const attempt = await signIn.attemptFirstFactor({ strategy: 'email_code', code });
    await setActive({ session: attempt.createdSessionId });
    setStep('in');
  });
  return (
    <main>
      <p id="step">{step}</p>
      <p id="problem">{problem}</p>
      <p id="held">{JSON.stringify([signUp.status, signUp.emailAddress, signIn.status, signIn.identifier])}</p>
      <Form name="create" fields={['emailAddress', 'password']} onSubmit={create} />
      <Form name="verify" fields={['code']} onSubmit={verify} />
      <Form name="enter" fields={['identifier', 'password']} onSubmit={enter} />
      <Form name="mail" fields={['identifier']} onSubmit={mail} />
      <Form name="verifyMail" fields={['code']} onSubmit={verifyMail} />
    </main>
  );
}

export function Form({ name, fields, onSubmit }) {
  return (
    <form id={name} onSubmit={onSubmit}>
      {fields.map((field) => (
        <input key={field} name={field} placeholder={field} />
      ))}
      <button>{name}</button>
    </form>
  );
}
