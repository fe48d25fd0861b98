import type { ClerkUserProfile } from 'clerk-widgets';
import { createRef } from 'react';

function pointed(event: MouseEvent) {
  event.preventDefault();
}

// TypeScript lets any attribute with a hyphen pass that it does not know.
export const wrong = [
  <clerk-sign-in routing="pth" />, // wrong
  <clerk-sign-in signUpUri="/x" />, // wrong
  <clerk-sign-in sign-up-url={5} />, // wrong
  <clerk-sign-in with-sign-up="yes" />, // wrong
  <clerk-sign-in color-scheme="grey" />, // wrong
  <clerk-sign-in appearance={5} />, // wrong
  <clerk-sign-in initialValues={{ email: 'x' }} />, // wrong
  <clerk-sign-in initial-values={{ emailAddress: 'x' }} />, // wrong
  <clerk-sign-in onclerk-complete={pointed} />, // wrong
  <clerk-sign-in onclerk-step={(event) => event.stop} />, // wrong
  <clerk-user-button customMenuItems={5} />, // wrong
  <clerk-sign-im />, // wrong
];

export const right = [
  <clerk-sign-in
    key="sign-in"
    id="sign-in"
    className="form"
    data-testid="form"
    aria-label="Sign in"
    path="/sign-in"
    sign-up-url="/sign-up"
    with-sign-up={false}
    welcomeBack
    color-scheme="dark"
    oauth-flow="popup"
    autofocus
    appearance={{ variables: { colorPrimary: 'red' } }}
    initialValues={{ emailAddress: 'ada@example.com' }}
    onclerk-step={(event) => event.step.toUpperCase()}
    onclerk-complete={(event) => event.currentTarget.welcomeBack}
  />,
  <clerk-user-profile key="profile" ref={createRef<ClerkUserProfile>()} routing="hash" customPages={[]} />,
  <clerk-show key="show" when={(has) => has({ plan: 'pro' })}>
    <i slot="fallback">No</i>
  </clerk-show>,
];
