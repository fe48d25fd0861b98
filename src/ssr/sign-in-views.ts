import type { SignInStep } from '../client/flows/types.ts';
import { deferredViews } from '../elements/sign-in/deferred-views.ts';
import type { SignInHost } from '../elements/sign-in/sign-in-host.ts';
import { start } from '../elements/sign-in/views/start.ts';
import { startWithOptions } from '../elements/sign-in/views/start-with-options.ts';
import type { ScreenViews } from './hosts/draw-screen.ts';

/** The views of `<clerk-sign-in>`. */
export const signInViews: ScreenViews<SignInHost, SignInStep, 'start'> = {
  first: { start },
  rest: deferredViews,
  full: startWithOptions,
};
