import { createSignInMachine } from './sign-in-machine.ts';
import { createSignUpMachine } from './sign-up-machine.ts';

/** The root of the segment that `loadMachines` loads: everything that comes after the first page of a form. */
export const machines = { createSignInMachine, createSignUpMachine };
