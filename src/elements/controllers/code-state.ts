import type { FlowError } from '../../client/errors.ts';

/** What is known of a code field beside its value. */
interface FieldState {
  /** Digits after the last change. */
  digits: string;
  /** The code that was sent last. */
  sent?: string;
  /** Whether the API has yet to answer for it. */
  isPending?: boolean;
  /** Why it was refused. */
  refusal?: FlowError | undefined;
}

/** The state of the code field that an element shows. */
export class CodeState {
  /** Sends a code that was completed while the form was busy, such as with having another code sent. */
  sendLate: (() => void) | undefined;
  #input: HTMLInputElement | null = null;
  #state: FieldState = { digits: '' };

  /** Returns the state of a field. The field of the next step begins with a state of its own. */
  of(input: HTMLInputElement): FieldState {
    if (input !== this.#input) this.reset(input);
    return this.#state;
  }

  /** Forgets everything but the field. */
  reset(input: HTMLInputElement): void {
    this.#input = input;
    this.#state = { digits: '' };
    this.sendLate = undefined;
  }
}
