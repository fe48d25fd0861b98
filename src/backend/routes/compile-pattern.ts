import { BackendOptionsError } from '../backend-options.ts';
import { decodeText } from './path-readings.ts';

/** Tells whether a pattern matches a whole path. It takes time in proportion to the length of the path. */
export type PathTest = (path: string) => boolean;

/** One step of a pattern. It consumes one character, or several when it repeats. */
interface Step {
  /** The character it consumes; `segment` is any but a slash, `any` is any. */
  takes: string;
  repeats: boolean;
  /** The step that may come instead, without consuming anything. */
  skipTo?: number;
}

/** `(.*)`, which may have a name, `:name` with an optional modifier, a character that other pattern languages give a meaning, any other one. */
const TOKEN = /(?::[A-Za-z_]\w*)?\(\.\*\)|:([A-Za-z_]\w*)([*+?]?)|[(){}[\]*+?:\\|^$#]|[^]/gu;

/**
 * Compiles a path pattern: plain text, `:name` for one part between slashes, `/:name*` for any number of parts, `/:name+`
 * for at least one, `/:name?` for one or none, `(.*)` for any text. A slash at the end of the path does not count.
 *
 * @throws {BackendOptionsError} that quotes the pattern and says what to write
 */
export function compilePattern(pattern: string, { ignoreCase = false } = {}): PathTest {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const steps = stepsOf(decodeText(pattern), pattern, fold);
  const openAt = steps.findLastIndex(({ takes }, at) => takes === 'any' && at >= steps.length - 2);
  const isFixed = (step: Step): boolean => !step.repeats && step.skipTo === undefined;
  const firstOpen = steps.findIndex((step) => !isFixed(step));
  const fixed = (firstOpen < 0 ? steps : steps.slice(0, firstOpen)).map(({ takes }) => takes).join('');
  const start = firstOpen < 0 ? steps.length : firstOpen;
  return (given) => {
    const path = fold(given);
    if (!path.startsWith(fixed)) return false;
    let active = new Set<number>();
    activate(steps, active, start);
    for (const character of path.slice(fixed.length)) {
      // What follows may be anything.
      if (active.has(openAt) && active.has(openAt + 1)) return true;
      const next = new Set<number>();
      for (const at of active) {
        const step = steps[at];
        if (!step || !consumes(step, character)) continue;
        if (step.repeats) next.add(at);
        activate(steps, next, at + 1);
      }
      if (next.size === 0) return false;
      active = next;
    }
    return active.has(steps.length);
  };
}

function consumes({ takes }: Step, character: string): boolean {
  return takes === 'any' || (takes === 'segment' ? character !== '/' : takes === character);
}

function activate(steps: readonly Step[], active: Set<number>, at: number): void {
  active.add(at);
  const skipTo = steps[at]?.skipTo;
  if (skipTo !== undefined) activate(steps, active, skipTo);
}

function stepsOf(text: string, pattern: string, fold: (text: string) => string): Step[] {
  const refuse = (why: string): never => {
    throw new BackendOptionsError(`The path pattern ${JSON.stringify(pattern)} ${why}`);
  };
  if (!text.startsWith('/')) refuse('does not begin with a slash.');
  const steps: Step[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const [token, name, modifier] = match;
    const end = match.index + token.length;
    if (token.endsWith('(.*)')) {
      steps.push({ takes: 'any', repeats: true, skipTo: steps.length + 1 });
    } else if (name !== undefined) {
      if (modifier) {
        const isPart = text[match.index - 1] === '/' && (end === text.length || text[end] === '/');
        if (!isPart) refuse(`has "${token}" inside a part. A part with a modifier stands alone between slashes.`);
        const slash = steps.at(-1) as Step;
        if (modifier !== '+') slash.skipTo = steps.length + 1;
      }
      steps.push({ takes: modifier === '*' || modifier === '+' ? 'any' : 'segment', repeats: true });
    } else if (/^[(){}[\]*+?:\\|^$#]$/.test(token)) {
      refuse(`has "${token}". Write (.*) for any text, :name for one part, :name* for several, or pass a RegExp.`);
    } else {
      steps.push({ takes: fold(token), repeats: false });
    }
  }
  const last = steps.at(-1);
  // `/about` and `/about/` are one page.
  if (last?.takes === '/' && steps.length > 1) last.skipTo = steps.length;
  else if (last?.takes !== '/' && last?.skipTo === undefined)
    steps.push({ takes: '/', repeats: false, skipTo: steps.length + 1 });
  return steps;
}
