// The names of @clerk/clerk-react 5.
export * from '@clerk/clerk-react';
export { useSignIn as useSignInCalls, useSignUp as useSignUpCalls } from '@clerk/clerk-react';
export {
  useAPIKeys,
  usePaymentAttempts,
  usePaymentMethods,
  usePlans,
  useSignInSignal,
  useSignUpSignal,
  useStatements,
  useSubscription,
} from '@clerk/clerk-react/experimental';

export const HandleSSOCallback = undefined;
export const OAuthConsent = undefined;
export const Show = undefined;
