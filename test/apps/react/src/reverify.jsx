import { useState } from 'react';
import { useReverification, useUser } from 'sdk';

/** Adds an email address, which the server allows only shortly after the user has proven who they are. */
export function Reverify() {
  const { user } = useUser();
  const [answer, setAnswer] = useState('');
  const add = useReverification((email) => user.createEmailAddress({ email }));
  const run = async () => {
    try {
      const made = await add('second+clerk_test@example.com');
      setAnswer(`added ${made.emailAddress}`);
    } catch (error) {
      setAnswer(`refused ${error.code}`);
    }
  };
  return (
    <main>
      <button onClick={run}>Add an address</button>
      <p id="answer">{answer}</p>
    </main>
  );
}
