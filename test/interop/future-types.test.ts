import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  SignInErrors,
  SignInFutureResource as StockSignIn,
  SignUpErrors,
  SignUpFutureResource as StockSignUp,
  State,
  WaitlistErrors,
  WaitlistResource as StockWaitlist,
} from '@clerk/shared/types';
import type { SignInFutureResource } from '../../src/client/resources/types/sign-in-future.ts';
import type { SignUpFutureResource } from '../../src/client/resources/types/sign-up-future.ts';
import type {
  FutureState,
  SignInSignalValue,
  SignUpSignalValue,
  WaitlistResource,
  WaitlistSignalValue,
} from '../../src/client/resources/types/future-state.ts';

type Method = (...given: never[]) => unknown;
type Plain = string | number | boolean | null | undefined | Date | readonly unknown[];

/** Names of members that `Stock` has and `Ours` lacks, and of methods that do not take what Clerk's take. */
type Faults<Stock, Ours> = {
  [Name in keyof Stock & string]: Name extends keyof Ours
    ? Stock[Name] extends Method
      ? Ours[Name] extends Method
        ? Parameters<Stock[Name]> extends Parameters<Ours[Name]>
          ? never
          : `${Name} takes other parameters`
        : `${Name} is no method`
      : NonNullable<Stock[Name]> extends Plain
        ? never
        : Name extends 'verifications' | 'emailCode' | 'emailLink' | 'phoneCode' | 'mfa' | `reset${string}`
          ? Faults<Stock[Name], Ours[Name]>
          : never
    : Name;
}[keyof Stock & string];

/** Does not compile when `Fault` names something. */
const none = <Fault extends never>(): Fault[] => [];

test("the newer custom-flow API has every member of Clerk's types, and takes the same parameters", () => {
  // The session that `finalize` gives to `navigate` has the types of this package.
  assert.deepEqual(none<Faults<Omit<StockSignIn, 'finalize'>, Omit<SignInFutureResource, 'finalize'>>>(), []);
  assert.deepEqual(none<Faults<Omit<StockSignUp, 'finalize'>, Omit<SignUpFutureResource, 'finalize'>>>(), []);
  assert.deepEqual(none<Faults<Omit<StockWaitlist, `__internal_${string}`>, WaitlistResource>>(), []);
  assert.deepEqual(none<Faults<State, FutureState>>(), []);
});

test("its signals have the fields of Clerk's types", () => {
  assert.deepEqual(none<Exclude<keyof SignInErrors['fields'], keyof SignInSignalValue['errors']['fields']>>(), []);
  assert.deepEqual(none<Exclude<keyof SignUpErrors['fields'], keyof SignUpSignalValue['errors']['fields']>>(), []);
  assert.deepEqual(none<Exclude<keyof WaitlistErrors['fields'], keyof WaitlistSignalValue['errors']['fields']>>(), []);
});
