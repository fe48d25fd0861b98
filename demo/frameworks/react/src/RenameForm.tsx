import { isClerkAPIResponseError, type UserResource } from 'clerk-widgets/headless';
import { type FormEvent, type RefObject, useState } from 'react';

interface Props {
  user: UserResource;
  input: RefObject<HTMLInputElement | null>;
}

export function RenameForm({ user, input }: Props) {
  const [status, setStatus] = useState('');
  const [isSaving, setSaving] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    setSaving(true);
    setStatus('');
    try {
      await user.update({ firstName: input.current?.value ?? '' });
      setStatus('Saved.');
    } catch (error) {
      setStatus((isClerkAPIResponseError(error) && error.errors[0]?.longMessage) || 'That did not work.');
    } finally {
      setSaving(false);
    }
  }

  return (
    <form className="panel-form" onSubmit={(event) => void save(event)}>
      <label className="panel-label" htmlFor="react-first-name">
        First name
      </label>
      <input
        // A name that was changed elsewhere is shown.
        key={user.firstName}
        id="react-first-name"
        ref={input}
        className="panel-input"
        autoComplete="given-name"
        maxLength={64}
        defaultValue={user.firstName ?? ''}
      />
      <button className="panel-button" type="submit" disabled={isSaving}>
        Save
      </button>
      <p className="panel-status" role="status">
        {status}
      </p>
    </form>
  );
}
