// The names of @clerk/react 6, where the newer calls of a custom flow are the ones without an addition.
export * from '@clerk/react';
export { useSignIn as useSignInCalls, useSignUp as useSignUpCalls } from '@clerk/react/legacy';
export { useSignIn as useSignInSignal, useSignUp as useSignUpSignal } from '@clerk/react';
export {
  usePaymentAttempts,
  usePaymentMethods,
  usePlans,
  useStatements,
  useSubscription,
} from '@clerk/react/experimental';

export const Protect = undefined;
export const SignedIn = undefined;
export const SignedOut = undefined;
