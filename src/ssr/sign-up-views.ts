import type { SignUpStep } from '../client/flows/types.ts';
import { deferredViews } from '../elements/sign-up/deferred-views.ts';
import type { SignUpHost } from '../elements/sign-up/sign-up-host.ts';
import { fields } from '../elements/sign-up/views/fields.ts';
import type { ScreenViews } from './hosts/draw-screen.ts';

/** The views of `<clerk-sign-up>`. */
export const signUpViews: ScreenViews<SignUpHost, SignUpStep, 'start' | 'continue'> = {
  first: { start: fields, continue: fields },
  rest: deferredViews,
};
