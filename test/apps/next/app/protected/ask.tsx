'use client';
import { useState } from 'react';
import { whoAmI } from './who-am-i';

export function Ask() {
  const [answer, setAnswer] = useState('');
  return (
    <>
      <button type="button" onClick={async () => setAnswer((await whoAmI()) ?? 'nobody')}>
        Who am I?
      </button>
      <output>{answer}</output>
    </>
  );
}
