import { type FormEvent, useState } from 'react';

interface Props {
  /** What the button of each name does. */
  steps: Record<string, (fields: Record<string, string>) => Promise<void>>;
  state: string;
  error: string | undefined;
}

export function Fields({ steps, state, error }: Props) {
  const [finished, setFinished] = useState('');
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { name } = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement;
    await steps[name]?.(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>);
    setFinished(name);
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <input name="email" />
      <input name="password" type="password" />
      <button name="sign-up">Sign up</button>
      <input name="code" />
      <button name="verify">Verify</button>
      <button name="sign-in">Sign in</button>
      <output id="steps">{state}</output>
      <output id="finished">{finished}</output>
      <output id="error">{error}</output>
    </form>
  );
}
