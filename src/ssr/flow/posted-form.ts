/** What a view reads of an input when its form is sent. */
interface PostedInput {
  readonly name: string;
  readonly value: string;
  readonly minLength: number;
  readonly dataset: { readonly param?: string | undefined };
  readonly validity: {
    readonly valueMissing: boolean;
    readonly typeMismatch: boolean;
    readonly patternMismatch: boolean;
  };
}

/**
 * Stands for the form element that a browser has posted. Its inputs are those of the screen, and their validity is what a
 * browser would find: the forms do not leave that to the browser, so that errors are in the words of the locale.
 */
export class PostedForm {
  readonly #inputs: readonly PostedInput[];

  /**
   * @param inputs attributes of each input of the screen
   * @param values as they were posted
   */
  constructor(inputs: readonly ReadonlyMap<string, string>[], values: URLSearchParams) {
    this.#inputs = inputs.map((attributes) => inputOf(attributes, values));
  }

  /** Returns the inputs with a name: views ask for nothing else. */
  querySelectorAll(): readonly PostedInput[] {
    return this.#inputs;
  }
}

function inputOf(attributes: ReadonlyMap<string, string>, values: URLSearchParams): PostedInput {
  const name = attributes.get('name') ?? '';
  const value = values.get(name) ?? '';
  const pattern = attributes.get('pattern');
  return {
    name,
    value,
    minLength: Number(attributes.get('minlength') ?? -1),
    dataset: { param: attributes.get('data-param') },
    validity: {
      valueMissing: attributes.has('required') && value === '',
      // What an address may be in full is for the API to decide.
      typeMismatch: attributes.get('type') === 'email' && value !== '' && !/^[^@]+@[^@]+$/.test(value.trim()),
      patternMismatch: !!pattern && value !== '' && !new RegExp(`^(?:${pattern})$`, 'v').test(value),
    },
  };
}
