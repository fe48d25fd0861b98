import type { ClientErrorCode, ErrorCode } from '../protocol/error-codes.ts';
import type { code } from './en-us/code.ts';
import type { common } from './en-us/common.ts';
import type { signIn } from './en-us/sign-in.ts';
import type { signInSteps } from './en-us/sign-in-steps.ts';
import type { signUp } from './en-us/sign-up.ts';
import type { signUpSteps } from './en-us/sign-up-steps.ts';

/** A locale, whole or in part: nested texts under Clerk's key paths. Any published Clerk locale fits. */
export interface TextTree {
  readonly [key: string]: unknown;
}

/** What a text may mention as `{{name}}`. */
export type TextParams = Readonly<Record<string, unknown>>;

/** Every key our own screens ask for, such as `signIn.start.title`. */
export type TextKey = Leaves<
  typeof common & typeof code & typeof signIn & typeof signInSteps & typeof signUp & typeof signUpSteps
>;

/** A text for each code that the server or the browser can raise. */
export type ErrorTexts = Readonly<Record<ErrorCode | ClientErrorCode, string>>;

/** The dotted paths of all texts in `Tree`. */
export type Leaves<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Prefix}${Key}` : Leaves<Tree[Key], `${Prefix}${Key}.`>;
}[keyof Tree & string];
