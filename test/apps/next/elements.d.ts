import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Custom<Attributes = object> = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & Attributes;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'clerk-sign-in': Custom<{ routing?: string; path?: string }>;
      'clerk-user-button': Custom;
    }
  }
}
