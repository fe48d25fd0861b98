import type { ClerkActionEvent, ClerkCompleteEvent } from 'clerk-widgets';
import { userStore } from 'clerk-widgets/headless';
import { useRef, useState } from 'react';
import { clerk } from './clerk';
import { RenameForm } from './RenameForm';
import { useStore } from './use-store';

const LOOK = { elements: { cardBox: 'panel-flat', card: 'panel-flat' } };

export function App() {
  const { isLoaded, user } = useStore(userStore(clerk));
  const [isSigningIn, setSigningIn] = useState(false);
  const [isProfileShown, setProfileShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  /** Stays on this page, which shows the user as soon as the store has one. */
  function signedIn(event: ClerkCompleteEvent) {
    event.preventDefault();
    setSigningIn(false);
  }

  function rename(event: ClerkActionEvent) {
    console.info(`${event.label} was chosen in the menu.`);
    input.current?.focus();
  }

  return (
    <section className="panel" aria-labelledby="react-title">
      <header className="panel-head">
        <h2 id="react-title" className="panel-title">
          React
        </h2>
        <clerk-user-button show-name>
          <clerk-user-button-action label="Change my name" onclerk-action={rename} />
        </clerk-user-button>
      </header>

      {!isLoaded ? (
        <p className="panel-text">Loading…</p>
      ) : user ? (
        <>
          <p className="panel-hello">Hello, {user.firstName || 'stranger'}</p>
          <RenameForm user={user} input={input} />
          <button
            className="panel-button quiet"
            type="button"
            aria-expanded={isProfileShown}
            onClick={() => setProfileShown(!isProfileShown)}
          >
            {isProfileShown ? 'Hide' : 'Show'} my profile
          </button>
          {isProfileShown && <clerk-user-profile routing="virtual" />}
        </>
      ) : isSigningIn ? (
        <clerk-sign-in routing="virtual" with-sign-up appearance={LOOK} onclerk-complete={signedIn} />
      ) : (
        <>
          <p className="panel-text">Nobody is signed in.</p>
          <button className="panel-button" type="button" onClick={() => setSigningIn(true)}>
            Sign in
          </button>
        </>
      )}
    </section>
  );
}
