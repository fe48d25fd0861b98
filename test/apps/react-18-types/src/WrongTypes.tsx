import type { ClerkUserProfile } from 'clerk-widgets';
import { createRef } from 'react';

// React 18 writes attributes alone: what it would turn into "false" or "[object Object]" is refused.
export const wrong = [
  <clerk-sign-in routing="pth" />, // wrong
  <clerk-sign-in with-sign-up />, // wrong
  <clerk-sign-in with-sign-up={false} />, // wrong
  <clerk-sign-in appearance={{}} />, // wrong
  <clerk-sign-in signUpUrl="/x" />, // wrong
  <clerk-sign-in className="form" />, // wrong
  <clerk-sign-in onClick={5} />, // wrong
  <clerk-sign-im />, // wrong
];

export const right = [
  <clerk-sign-in
    key="sign-in"
    class="form"
    path="/sign-in"
    with-sign-up=""
    initial-values='{"emailAddress":"ada@example.com"}'
    appearance="{}"
    onClick={() => {}}
  />,
  <clerk-user-profile key="profile" ref={createRef<ClerkUserProfile>()} routing="hash" />,
];
