import { createSignInMachine } from './sign-in-machine.ts';
import { createSignUpMachine } from './sign-up-machine.ts';

/** Root of the chunk with everything that comes after the first page of a form. */
export const machines = { createSignInMachine, createSignUpMachine };
