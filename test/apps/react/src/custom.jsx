import { useState } from 'react';
import { UserButton, UserProfile } from 'sdk';

/** The profile with a page and a link of the app's own, and the user button with both and menu items. */
export function Custom() {
  const [clicks, setClicks] = useState(0);
  const dot = <span className="dot">•</span>;
  return (
    <main>
      <p id="clicks">{clicks}</p>
      <UserButton>
        <UserButton.MenuItems>
          <UserButton.Action label="Count" labelIcon={dot} onClick={() => setClicks(clicks + 1)} />
          <UserButton.Link label="Home page" labelIcon={dot} href="/" />
          <UserButton.Action label="signOut" />
          <UserButton.Action label="Open the notes" labelIcon={dot} open="notes" />
        </UserButton.MenuItems>
        <UserButton.UserProfilePage label="Notes" url="notes" labelIcon={dot}>
          <p className="notes">Notes in the dialog, {clicks} clicks</p>
        </UserButton.UserProfilePage>
      </UserButton>
      <UserProfile routing="path" path="/profile">
        <UserProfile.Page label="security" />
        <UserProfile.Page label="Terms" url="terms" labelIcon={dot}>
          <h1>Our terms</h1>
          <button onClick={() => setClicks(clicks + 1)}>Accepted {clicks} times</button>
        </UserProfile.Page>
        <UserProfile.Link label="Away" url="/" labelIcon={dot} />
      </UserProfile>
    </main>
  );
}
