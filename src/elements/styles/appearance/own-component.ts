import { native, page } from '../../../client/platform/native.ts';

/** What a component is told about the node that it stands for. */
export interface ComponentProps {
  /** Key of the node in `appearance.elements`, such as `formButtonPrimary`. */
  readonly key: string;
  /** Field, provider or menu item; undefined for nodes without one. */
  readonly id: string | undefined;
  /** Tag of the default node, such as `button`. */
  readonly tag: string;
  /** Attributes of the default node. They are set on the component, too. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Content of the default node, to be put where the component shows it. It stays up to date there. */
  readonly children: DocumentFragment;
  /** Whether what the node does is under way. */
  readonly pending: boolean;
  readonly disabled: boolean;
  /** Calls back after each change, with the facts as they are then. */
  watch(listener: (facts: ComponentFacts) => void): void;
}

export type ComponentFacts = Pick<ComponentProps, 'attributes' | 'pending' | 'disabled'>;

/**
 * A component of the application: the tag of an element, or a function that returns a node.
 *
 * @example { component: 'wa-button' }
 * @example { component: ({ children }) => { const button = document.createElement('button'); button.append(children); return button } }
 */
export type Component = string | ((props: ComponentProps) => Node);

/** Tags that run code, load something, or end the form, in whatever letter case: HTML knows none. */
const REFUSED =
  /^(script|style|link|meta|base|(i|fenced)?frame(set)?|webview|object|embed|template|slot|form|html|head|body|portal)$/i;
const TAG = /^[a-z][\w.-]*$/;

/** Creates the element of a component. Returns undefined, and says why on the console, if that is not possible. */
export function createComponent(component: Component, props: ComponentProps): HTMLElement | undefined {
  try {
    if (typeof component === 'function') {
      const node = component(props);
      if (node instanceof HTMLElement) return node;
      throw new TypeError('it returned no HTML element.');
    }
    if (!TAG.test(component) || REFUSED.test(component))
      throw new TypeError(`"${component}" is no tag of a component.`);
    const element = page.createElement(component);
    element.append(props.children);
    nameUndefined(component, props.key);
    return element;
  } catch (error) {
    console.error(`clerk-widgets: the component of "${props.key}" cannot be used; the default one stays.`, error);
    return undefined;
  }
}

/** How long the page may take to define an element, in milliseconds. */
const PATIENCE_MS = 5000;
const named = new Set<string>();

/** Names a custom element that nobody defines. It works as soon as somebody does. */
function nameUndefined(tag: string, key: string): void {
  if (!tag.includes('-') || customElements.get(tag) || named.has(tag)) return;
  named.add(tag);
  setTimeout(() => {
    if (customElements.get(tag)) return;
    console.warn(`clerk-widgets: <${tag}>, the component of "${key}" in the appearance, is not defined on this page.`);
  }, PATIENCE_MS);
}

/** Returns the key and the id of a node from its classes. */
export function keyOf(classes: unknown): { key: string; id: string | undefined } {
  const [, key = '', id] = /^cl-(\w+?)(?: cl-\w+?__(\S+)|\s|$)/.exec(String(classes)) ?? [];
  return { key, id };
}

/** Returns what a component is told about its node. */
export function factsOf(node: Element, classes: unknown): ComponentFacts {
  const attributes = Object.fromEntries([...node.attributes].map(({ name, value }) => [name, value]));
  return {
    attributes,
    pending: attributes['aria-busy'] === 'true' || /\bcl-loading\b/.test(String(classes)),
    disabled: 'disabled' in attributes || attributes['aria-disabled'] === 'true',
  };
}

/** Sets the classes of a node in place of those that were set before, and leaves its other ones. */
export function setClasses(node: Element, classes: string, before: string): void {
  node.classList.remove(...tokens(before));
  node.classList.add(...tokens(classes));
}

function tokens(classes: string): string[] {
  return classes.split(/\s+/).filter(Boolean);
}

/**
 * Returns whether a node goes on to show the component that it has, although the appearance has another one by now. A function
 * that is written in place is another one at each rendering of a page's framework. As long as the user types into what it
 * has made, or presses it, it stays; the next rendering after that takes the new one.
 */
export function keepsComponent(target: Element | undefined, shown: Component | undefined, next: Component): boolean {
  if (shown === next) return true;
  const isAlike = typeof shown === 'function' && typeof next === 'function' && String(shown) === String(next);
  return isAlike && !!target?.matches(':focus-within, :active');
}

/**
 * Lets a native control work behind a component. A rule hides it (`give-way.ts`), and the focus goes on to the component.
 *
 * @param signal ends it, for a control that gets another component
 */
export function putBehind(control: HTMLElement, component: Rendered, signal?: AbortSignal): void {
  control.setAttribute('data-cl-behind', '');
  control.setAttribute('aria-hidden', 'true');
  control.tabIndex = -1;
  const passOn = async () => {
    try {
      component.focus();
    } catch {
      // It has not rendered yet, so there is nothing in it to focus.
      await component.updateComplete;
      component.focus();
    }
  };
  control.addEventListener('focus', passOn, signal && { signal });
}

/** A component, maybe one that renders later and says when. */
type Rendered = HTMLElement & { updateComplete?: Promise<unknown> };

/** Sends a form after an event on a component, unless the component does it. Call it while the event is captured. */
export function submitAfter(event: Event, form: HTMLFormElement | null, submit: () => void): void {
  if (!form) return;
  let isSent = false;
  const sent = () => {
    isSent = true;
  };
  native(form).addEventListener('submit', sent, true);
  const settle = () => {
    native(form).removeEventListener('submit', sent, true);
    if (!isSent && !event.defaultPrevented) submit();
  };
  // Behind what the component itself does later.
  setTimeout(() => setTimeout(settle));
}
