/** One narrowing of a search in a page, as JSON. */
export type Step =
  | { by: 'css'; selector: string; isVisible: boolean }
  | { by: 'role'; role: string }
  | { by: 'text'; text: Text }
  /** The innermost elements with this text. */
  | { by: 'innermost'; text: Text }
  | { by: 'first' };

/** A text that an element contains, or an expression that its text matches. */
export interface Text {
  source: string;
  flags: string | undefined;
}

/** Runs in the page: returns the elements that all steps lead to. */
export function findParts(steps: readonly Step[]): Element[] {
  const ROLES: Record<string, string> = {
    button: 'button, [role=button], input[type=submit]',
    link: 'a[href], [role=link]',
    menuitem: '[role=menuitem]',
    heading: 'h1, h2, h3, h4, [role=heading]',
    textbox: 'input, textarea, [role=textbox]',
    dialog: 'dialog[open], [role=dialog]',
  };
  const normal = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const has = ({ textContent }: Element, { source, flags }: Text): boolean =>
    flags === undefined
      ? normal(textContent ?? '')
          .toLowerCase()
          .includes(normal(source).toLowerCase())
      : new RegExp(source, flags).test(normal(textContent ?? ''));
  const isVisible = (element: Element): boolean =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
  const below = (roots: readonly (Document | Element)[], selector: string): Element[] => [
    ...new Set(roots.flatMap((root) => [...root.querySelectorAll(selector)])),
  ];
  let found: (Document | Element)[] = [document];
  for (const step of steps) {
    if (step.by === 'css') {
      found = below(found, step.selector).filter((each) => !step.isVisible || isVisible(each));
    } else if (step.by === 'role') {
      const selector = step.role.startsWith('[') ? step.role : (ROLES[step.role] ?? `[role=${step.role}]`);
      found = below(found, selector).filter((each) => isVisible(each) && !each.closest('[aria-hidden=true]'));
    } else if (step.by === 'text') {
      found = found.filter((each) => has(each as Element, step.text));
    } else if (step.by === 'innermost') {
      const all = below(found, 'body *').filter(
        (each) => !each.matches('script, style, noscript') && has(each, step.text),
      );
      found = all.filter((each) => !all.some((other) => other !== each && each.contains(other)));
    } else {
      found = found.slice(0, 1);
    }
  }
  return found as Element[];
}

/** Runs in the page: returns what a person sees of an element. */
export function stateOf(element: Element) {
  const box = element.getBoundingClientRect();
  const isVisible = box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === 'visible';
  const isEnabled = !element.matches(':disabled');
  return { isVisible, isEnabled };
}

/** Runs in the page: focuses a field and selects its text, so that typing replaces it. */
export function selectAll(field: HTMLInputElement): void {
  field.focus();
  field.select();
}
