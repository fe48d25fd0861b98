/** In `:not()`, an id that no node has gives a rule more weight than any number of classes. */
export const WEIGHT = '#clerk-none';

const STATE = /__(loading|error|open|active|required)$/;

/**
 * Returns the selector of a key.
 *
 * @param scope selector of the root box
 * @param key with the id and the state that it may have
 */
export function selectorOf(scope: string, key: string): string {
  const state = STATE.exec(key);
  const own = `.cl-${key.replace(STATE, '').replace(/[^\w-]/g, '\\$&')}${state ? `.cl-${state[1]}` : ''}`;
  // The root box has the scope's class itself.
  return scope + (key === 'rootBox' ? own : ` ${own}`);
}

/** Returns the selector of rules in a style object: `&` is the node, and other names are found in it. */
export function nested(selector: string, name: string): string {
  return alternatives(name)
    .map((one) => {
      if (one.includes('&')) return one.replaceAll('&', selector);
      return one.trim().startsWith(':') ? selector + one.trim() : `${selector} ${one}`;
    })
    .join();
}

/** Where a selector names its pseudo-element, else its end. */
const TAIL = /(::[\w-]+(\([^()]*\))?(:[\w-]+)*)?$/;

/**
 * Lets the selectors of a list win over every other rule of their layer, in the order that they have among them. Nodes without
 * the default look (`cl-bare`) are exempt.
 *
 * @example weighty('a::before') // 'a:not(#clerk-none,.cl-bare)::before'
 */
export function weighty(list: string): string {
  return alternatives(list)
    .map((one) => one.replace(TAIL, `:not(${WEIGHT},.cl-bare)$&`))
    .join();
}

/**
 * Splits a list of selectors at the commas that are in no parentheses.
 *
 * @example alternatives('a,:is(b,c)') // ['a', ':is(b,c)']
 */
export function alternatives(list: string): string[] {
  let depth = 0;
  const marked = list.replace(/[(),]/g, (sign) => {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    return sign === ',' && depth === 0 ? '\0' : sign;
  });
  return marked.split('\0');
}
