import { html, type Pages } from './site.ts';

export interface AuthPages {
  /** Attributes of `<clerk-sign-in>` at `/sign-in` and below. */
  signIn?: string;
  /** Attributes of `<clerk-sign-up>` at `/sign-up` and below. */
  signUp?: string;
  /** Returns the body of another page; undefined passes the request on to the API. */
  others?: (pathname: string) => string | undefined;
}

/** The pages of a small site: sign-in, sign-up and, at `/`, the user button. Each loads the built script by range. */
export function authPages({
  signIn = 'routing="path" path="/sign-in"',
  signUp = 'routing="path" path="/sign-up"',
  others,
}: AuthPages = {}): Pages {
  const bodyOf = (pathname: string): string | undefined => {
    if (pathname.startsWith('/sign-in')) return `<clerk-sign-in ${signIn}></clerk-sign-in>`;
    if (pathname.startsWith('/sign-up')) return `<clerk-sign-up ${signUp}></clerk-sign-up>`;
    if (pathname === '/') return '<clerk-user-button></clerk-user-button>';
    return others?.(pathname);
  };
  return ({ pathname }, { publishableKey }) => {
    const body = bodyOf(pathname);
    if (body === undefined) return undefined;
    return html(`${body}<script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}"
      data-clerk-proxy-url="/__clerk" data-clerk-sign-in-url="/sign-in" data-clerk-sign-up-url="/sign-up"
      src="/__clerk/npm/clerk-widgets@1/dist/clerk.js"></script>`);
  };
}
