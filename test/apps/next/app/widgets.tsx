'use client';
import { useEffect } from 'react';

/** Loads the elements and the instance that they use. */
export function Widgets({ publishableKey }: { publishableKey: string }) {
  useEffect(() => {
    void import('clerk-widgets').then(({ Clerk, setDefaultInstance }) => {
      setDefaultInstance(new Clerk(publishableKey, { proxyUrl: '/__clerk' }));
    });
  }, [publishableKey]);
  return null;
}
