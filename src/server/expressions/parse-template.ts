import { suggest } from '../lib/suggest.ts';
import { ExpressionError } from './expression-error.ts';

/** One of the alternatives of an expression: a literal, or a name with the path of a field below it. */
export type Operand =
  | { readonly literal: string | number | boolean }
  | { readonly name: string; readonly path: readonly string[] };

/** What stands between `{{` and `}}`: alternatives, of which the first one that is neither null nor false counts. */
export type Expression = readonly Operand[];

/** A text with its expressions, in order. Texts between expressions are never read again. */
export type Template = readonly (string | Expression)[];

/** The names that an expression may use. A name that `isOpen` holds an object whose fields may be named, too. */
export type Names = Readonly<Record<string, { readonly isOpen?: boolean }>>;

/** Fields that one name may have below it, such as the four of `user.public_metadata.a.b.c.d`. */
const MAX_PATH = 16;
const MAX_OPERANDS = 8;
/** Characters of a name with its path. */
const MAX_NAME = 512;

const OPEN = '{{';
const CLOSE = '}}';
const BLANKS = /[ \t\n\r]*/y;
const OR = /\|\|/y;
const NAME = /[A-Za-z_$][\w$-]*(?:\.[\w$-]+)*/y;
const TEXT = /'((?:[^'\\]|\\['\\])*)'/y;
const NUMBER = /-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?![\w.$-])/y;
/** What an error shows of a wrong place. */
const SHOWN = 24;

/**
 * Parses a text with expressions, such as `{{user.first_name || 'Friend'}} of {{user.id}}`. It is parsed once: what an
 * expression results in is a value and never read as an expression.
 *
 * @param names the names that expressions may use
 * @throws {ExpressionError} that says where and what is wrong
 */
export function parseTemplate(text: string, names: Names): Template {
  const parts: (string | Expression)[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(OPEN, at);
    const between = text.slice(at, start === -1 ? undefined : start);
    if (between !== '') parts.push(between);
    if (start === -1) return parts;
    const reader = new Reader(text, start + OPEN.length, names);
    parts.push(reader.expression());
    at = reader.at;
  }
}

/** Reads one expression from left to right. */
class Reader {
  at: number;
  readonly #text: string;
  readonly #names: Names;

  constructor(text: string, at: number, names: Names) {
    this.#text = text;
    this.at = at;
    this.#names = names;
  }

  /** Reads up to and with the closing braces. */
  expression(): Expression {
    const operands: Operand[] = [];
    do {
      if (operands.length === MAX_OPERANDS) this.#fail(`has more than ${MAX_OPERANDS} alternatives`, 'Remove some.');
      this.#match(BLANKS);
      operands.push(this.#operand());
      this.#match(BLANKS);
    } while (this.#match(OR));
    if (!this.#text.startsWith(CLOSE, this.at)) {
      if (this.at >= this.#text.length) this.#fail('is not closed', 'Write }} at its end.');
      this.#fail(`cannot go on with ${this.#rest()}`, 'After a name or a value comes || or }}.');
    }
    this.at += CLOSE.length;
    return operands;
  }

  #operand(): Operand {
    const text = this.#match(TEXT);
    if (text) return { literal: (text[1] ?? '').replace(/\\(.)/gs, '$1') };
    const number = this.#match(NUMBER);
    if (number) return { literal: Number(number[0]) };
    const start = this.at;
    const name = this.#match(NAME)?.[0];
    if (name === undefined) {
      const cure = 'Write a name such as user.id, a text in single quotes, a number, true or false.';
      return this.#fail(this.at >= this.#text.length ? 'is not closed' : `cannot have ${this.#rest()} here`, cure);
    }
    if (name.length > MAX_NAME) this.#fail(`has a name of ${name.length} characters`, `Use at most ${MAX_NAME}.`);
    if (name === 'true' || name === 'false') return { literal: name === 'true' };
    const found = this.#find(name);
    if (found) return found;
    this.at = start;
    const near = suggest(name, Object.keys(this.#names));
    return this.#fail(
      `names ${shorten(name)}, which does not exist`,
      near ? `Did you mean ${near}?` : 'Use another name.',
    );
  }

  /** Finds the longest known name that the text is, or begins with. */
  #find(text: string): Operand | undefined {
    const words = text.split('.');
    for (let end = words.length; end > 0; end--) {
      const name = words.slice(0, end).join('.');
      if (!Object.hasOwn(this.#names, name)) continue;
      const path = words.slice(end);
      if (path.length > 0 && !this.#names[name]?.isOpen) return undefined;
      if (path.length > MAX_PATH)
        this.#fail(`goes more than ${MAX_PATH} fields deep`, 'Name a field nearer to the top.');
      return { name, path };
    }
    return undefined;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.#text);
    if (match) this.at = pattern.lastIndex;
    return match;
  }

  #rest(): string {
    return JSON.stringify(shorten(this.#text.slice(this.at)));
  }

  #fail(problem: string, cure: string): never {
    throw new ExpressionError(this.at, problem, cure);
  }
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
