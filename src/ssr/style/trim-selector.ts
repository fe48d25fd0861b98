import { alternatives } from '../../elements/styles/appearance/selectors.ts';

/** What a page shows, as far as style sheets ask for it. */
export interface Shown {
  /** Names of classes. */
  readonly classes: ReadonlySet<string>;
  /** Tags of custom elements. */
  readonly tags: ReadonlySet<string>;
}

/**
 * Leaves out the selectors of a list that select nothing: those that need a class or a custom element which is not there.
 *
 * @param list selectors, separated by commas
 * @returns an empty text when none is left
 * @example trimSelectors('.a,:is(.b,.c) p', { classes: new Set(['b']), tags: new Set() }) // ':is(.b) p'
 */
export function trimSelectors(list: string, shown: Shown): string {
  return alternatives(list)
    .map((selector) => trim(selector.trim(), shown))
    .filter(Boolean)
    .join(',');
}

/** Returns a selector without what cannot be; an empty text when it selects nothing. */
function trim(selector: string, shown: Shown): string {
  let result = '';
  for (const part of parts(selector)) {
    const [, name, list] = /^:(is|where|has|not)\((.*)\)$/s.exec(part) ?? [];
    if (name === 'is' || name === 'where' || name === 'has') {
      const trimmed = trimSelectors(list as string, shown);
      if (!trimmed) return '';
      result += `:${name}(${trimmed})`;
      continue;
    }
    // What must not be there is no reason to leave a selector out.
    const plain = part.startsWith(':') ? '' : part;
    if (plain.startsWith('.') && !shown.classes.has(plain.slice(1).replaceAll('\\', ''))) return '';
    if (plain.startsWith('clerk-') && !shown.tags.has(plain)) return '';
    result += part;
  }
  return result;
}

/** Splits a selector into classes, tags, and functions with their arguments. */
function parts(selector: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < selector.length; ) {
    const [simple = ''] = /^(::?[\w-]+|\.(?:[\w-]|\\.)+|[\w-]+|\[[^\]]*\]|.)/s.exec(selector.slice(at)) ?? [];
    const open = at + simple.length;
    const end = selector[open] === '(' ? closing(selector, open) + 1 : open;
    found.push(selector.slice(at, end));
    at = end;
  }
  return found;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at;
  }
  return text.length - 1;
}
