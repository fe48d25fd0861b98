'use client';

import { SignIn } from '@clerk/nextjs';
import { useState } from 'react';

export default function Page() {
  const [appearance, setAppearance] = useState({});
  return (
    <>
      <button id="tint" onClick={() => setAppearance({ elements: { card: 'tinted' } })}>
        Tint
      </button>
      <SignIn appearance={appearance} />
    </>
  );
}
