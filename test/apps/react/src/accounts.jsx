import { useState } from 'react';
import { UserButton, useReverification, useSessionList, useUser } from 'sdk';
import { Form } from './older-flow.jsx';

/** Switches between the accounts of the browser, and changes what the account has. */
export function Accounts() {
  const { isLoaded, sessions, setActive } = useSessionList();
  const { user } = useUser();
  const [answer, setAnswer] = useState('');
  const addNumber = useReverification((phoneNumber) => user.createPhoneNumber({ phoneNumber }));
  const changePassword = useReverification((newPassword) => user.updatePassword({ newPassword }));
  if (!isLoaded || !user) return <p>Loading</p>;

  const run = (action) => async (event) => {
    event.preventDefault();
    setAnswer('');
    try {
      setAnswer(await action(Object.fromEntries(new FormData(event.target))));
    } catch (error) {
      setAnswer(`refused ${error.errors?.[0]?.code ?? error.code ?? error}`);
    }
  };
  return (
    <main>
      <UserButton />
      <p id="user">{user.primaryEmailAddress.emailAddress}</p>
      <ul>
        {sessions.map((session) => (
          <li key={session.id}>
            <button onClick={() => setActive({ session: session.id })}>
              Act as {session.user.primaryEmailAddress.emailAddress}
            </button>
          </li>
        ))}
      </ul>
      <p id="answer">{answer}</p>
      <Form
        name="number"
        fields={['phone']}
        onSubmit={run(async ({ phone }) => `added ${(await addNumber(phone)).phoneNumber}`)}
      />
      <Form
        name="change"
        fields={['password']}
        onSubmit={run(async ({ password }) => `changed ${(await changePassword(password)).passwordEnabled}`)}
      />
      <Form name="app" fields={[]} onSubmit={run(async () => (await user.createTOTP()).secret)} />
      <Form name="confirm" fields={['code']} onSubmit={run(async ({ code }) => `${(await user.verifyTOTP({ code })).verified}`)} />
      <Form name="codes" fields={[]} onSubmit={run(async () => (await user.createBackupCode()).codes.join(' '))} />
    </main>
  );
}
