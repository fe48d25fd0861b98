import { ClerkRuntimeError } from '../errors.ts';
import type { SignInResource } from '../resources/types/sign-in.ts';
import type { AttemptMachine } from './attempt-machine.ts';
import type { Factor } from './factor-order.ts';
import type { MethodAction, SignInAction, SignInStep, SignUpAction, SignUpStep } from './types.ts';

/** The sign-in that a method is a part of. */
export interface SignInMachine extends AttemptMachine<'signIn', SignInStep, SignInAction> {
  /** Goes where the attempt stands: to the next factor, a new password, the session. */
  advance(): Promise<void>;
  /** Returns whether an attempt has passed its first factor and needs something more. */
  isPastFirstFactor(attempt: SignInResource): boolean;
  /** Hands over what was typed to a sign-up below this sign-in. */
  goToSignUp(): void;
}

/** The sign-up that a method is a part of. */
export interface SignUpMachine extends AttemptMachine<'signUp', SignUpStep, SignUpAction> {
  /** Goes where the attempt stands: to the next missing or unverified field, the session. */
  advance(): Promise<void>;
}

interface Method<Machine> {
  /** The user pressed the method's button. */
  start?(machine: Machine, action: MethodAction): Promise<void>;
  /** The page loaded on the step that the method leads back to: `sso-callback` or `verify`. */
  resume?(machine: Machine): Promise<void>;
}

/**
 * A sign-in method whose code is loaded when it is needed: passkeys, wallets, providers, links, tickets. Passwords and
 * codes have none: the machine itself sends and attempts them.
 */
export interface SignInMethod extends Method<SignInMachine> {
  /** Its factor was chosen, or is asked for first; `level` tells by which step. */
  enter?(machine: SignInMachine, factor: Factor, level: 'first' | 'second'): Promise<void>;
  /** Waits in the background for the user to choose the method, while the form stays open. */
  watch?(machine: SignInMachine): Promise<void>;
}

/** The same for a sign-up. */
export interface SignUpMethod extends Method<SignUpMachine> {
  /** Something was sent, or the step that tells of it is shown again: waits until it was used. */
  enter?(machine: SignUpMachine): Promise<void>;
}

type Table<Method> = readonly (readonly [strategies: RegExp, load: () => Promise<Method>])[];

const SIGN_IN: Table<SignInMethod> = [
  [/^passkey$/, async () => (await import('./passkey/passkey-method.ts')).passkeyMethod],
  [/^oauth_/, async () => (await import('./oauth/sign-in-provider.ts')).signInProvider],
  [/^email_link$/, async () => (await import('./email-link/email-link-method.ts')).signInLink],
  [/^ticket$/, async () => (await import('./ticket-method.ts')).signInTicket],
  [/^web3/, async () => (await import('./wallet/sign-in-wallet.ts')).signInWallet],
];

const SIGN_UP: Table<SignUpMethod> = [
  [/^oauth_/, async () => (await import('./oauth/sign-up-provider.ts')).signUpProvider],
  [/^email_link$/, async () => (await import('./email-link/email-link-method.ts')).signUpLink],
  [/^ticket$/, async () => (await import('./ticket-method.ts')).signUpTicket],
  [/^web3/, async () => (await import('./wallet/sign-up-wallet.ts')).signUpWallet],
];

/**
 * Loads the sign-in method of a strategy; undefined for a strategy that the machine needs no help with.
 *
 * @throws {ClerkRuntimeError} `network_error` when its code cannot be loaded
 */
export function loadSignInMethod(strategy: string): Promise<SignInMethod | undefined> {
  return load(SIGN_IN, strategy);
}

/** The same for a sign-up. */
export function loadSignUpMethod(strategy: string): Promise<SignUpMethod | undefined> {
  return load(SIGN_UP, strategy);
}

async function load<Method>(table: Table<Method>, strategy: string): Promise<Method | undefined> {
  try {
    return await table.find(([strategies]) => strategies.test(strategy))?.[1]();
  } catch (cause) {
    throw new ClerkRuntimeError('network_error', 'The network is not available. Try again.', { cause });
  }
}
