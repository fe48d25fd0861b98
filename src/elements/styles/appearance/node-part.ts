import { noChange, nothing } from 'lit';
import { Directive, type ElementPart } from 'lit/directive.js';
import { native, page } from '../../../client/platform/native.ts';
import {
  type Component,
  type ComponentFacts,
  createComponent,
  factsOf,
  keepsComponent,
  keyOf,
  putBehind,
  setClasses,
  submitAfter,
} from './own-component.ts';

type Bindings = ReadonlyMap<string, unknown>;

/** What is done once the content of a template is drawn. */
export type Waiting = (() => void)[];

/** Stands at the end of a template. */
export class EndPart extends Directive {
  override render(waiting: Waiting): unknown {
    for (const run of waiting) run();
    return noChange;
  }
}

/** Puts a component in the place of a node, and gives it the node's bindings. */
export class NodePart extends Directive {
  #component: Component | undefined;
  #target: HTMLElement | undefined;
  #bound: Bindings = new Map();
  #host: unknown;
  /** The content of the node: what is between two comments, wherever the component has put it. */
  #ends: readonly [ChildNode, ChildNode] | undefined;
  #text: HTMLElement | undefined;
  /** The native button behind a component that knows nothing of forms. */
  #behind: HTMLElement | undefined;
  #watchers: ((facts: ComponentFacts) => void)[] = [];

  override render(_component: Component, _bindings: Bindings, _waiting: Waiting): unknown {
    return noChange;
  }

  override update(part: ElementPart, [component, bindings, waiting]: [Component, Bindings, Waiting]): unknown {
    this.#host = part.options?.host;
    if (keepsComponent(this.#target, this.#component, component)) this.#apply(bindings);
    else {
      // A component gets its content as it is drawn.
      waiting.push(() => {
        this.#replace(part.element, component, bindings);
        this.#apply(bindings);
      });
    }
    return noChange;
  }

  #apply(bindings: Bindings): void {
    const target = this.#target as HTMLElement;
    for (const [name, value] of bindings) if (value !== this.#bound.get(name)) this.#bind(target, name, value);
    this.#bound = bindings;
    const facts = factsOf(target, bindings.get('class'));
    if (target.localName.includes('-')) target.toggleAttribute('loading', facts.pending);
    for (const watcher of this.#watchers) watcher(facts);
  }

  /** Handles every event that is bound. */
  handleEvent(event: Event): void {
    const listener = this.#bound.get(`@${event.type}`) as EventListenerOrEventListenerObject | undefined;
    if (typeof listener === 'function') listener.call(this.#host ?? event.currentTarget, event);
    else listener?.handleEvent(event);
  }

  #replace(part: Element, component: Component, bindings: Bindings): void {
    const original = part as HTMLElement;
    const shown = this.#target ?? original;
    const { activeElement } = native(shown.getRootNode() as Document | ShadowRoot);
    const hadFocus = !!activeElement && shown.contains(activeElement);
    // What the component is told at first is what the default node would have.
    const model = original.cloneNode() as HTMLElement;
    if (original instanceof HTMLButtonElement) model.setAttribute('type', original.type);
    for (const [name, value] of bindings) if (!/^[.@]/.test(name)) this.#bind(model, name, value);
    this.#watchers = [];
    const watch = (watcher: (facts: ComponentFacts) => void) => void this.#watchers.push(watcher);
    const children = this.#content(original, bindings);
    const ours = new Set(children.querySelectorAll('*'));
    const target =
      createComponent(component, {
        ...factsOf(model, bindings.get('class')),
        ...keyOf(bindings.get('class')),
        tag: original.localName,
        children,
        watch,
      }) ?? (original.cloneNode() as HTMLElement);
    // The component that failed has taken nothing, or has lost it.
    if (children.hasChildNodes() && target.localName === original.localName) target.append(children);
    // What the component has around the content is the page's: no rule of ours applies.
    for (const node of target.querySelectorAll('*')) if (!ours.has(node)) node.classList.add('cl-styled', 'cl-bare');
    for (const { name, value } of model.attributes) if (name !== 'class') target.setAttribute(name, value);
    shown.replaceWith(target);
    if (hadFocus) (target.contains(activeElement) ? (activeElement as HTMLElement) : target).focus();
    this.#component = component;
    this.#target = target;
    this.#bound = new Map();
    this.#behind?.remove();
    this.#behind = serve(original, model, target);
  }

  /** Returns the content of the node, which Lit keeps up to date. */
  #content(original: HTMLElement, bindings: Bindings): DocumentFragment {
    const content = page.createDocumentFragment();
    if (!this.#ends) {
      if (bindings.has('.textContent')) this.#text = page.createElement('span');
      if (this.#text) this.#text.textContent = bindings.get('.textContent') as string | null;
      const nodes = [...original.childNodes] as [ChildNode, ...ChildNode[]];
      if (nodes.length === 0) return content;
      this.#ends = [nodes[0], nodes.at(-1) as ChildNode];
      if (this.#text) this.#ends[1].before(this.#text);
    }
    const [start, end] = this.#ends;
    for (let node: ChildNode | null = start; node; ) {
      const next: ChildNode | null = node === end ? null : node.nextSibling;
      content.append(node);
      node = next;
    }
    return content;
  }

  #bind(target: HTMLElement, name: string, value: unknown): void {
    const rest = name.slice(1);
    if (name === 'class') setClasses(target, String(value), String(this.#bound.get('class') ?? ''));
    else if (name === '.textContent' && this.#text) this.#text.textContent = value as string | null;
    else if (name.startsWith('.')) Object.assign(target, { [rest]: value });
    else if (name.startsWith('?')) target.toggleAttribute(rest, !!value && value !== nothing);
    else if (name.startsWith('@')) target.addEventListener(rest, this, value as AddEventListenerOptions);
    else if (value === nothing || value === null || value === undefined) target.removeAttribute(name);
    else target.setAttribute(name, String(value));
  }
}

/**
 * Gives a component what the browser does for the native node.
 *
 * @returns the native button that it has put behind the component, if there is one
 */
function serve(original: HTMLElement, model: HTMLElement, target: HTMLElement): HTMLElement | undefined {
  if (target.localName === original.localName) return undefined;
  const [, level] = /^h(\d)$/.exec(original.localName) ?? [];
  if (level && !/^h\d$/.test(target.localName)) {
    target.setAttribute('role', 'heading');
    target.setAttribute('aria-level', level);
  }
  if (original instanceof HTMLLabelElement) label(target, model.getAttribute('for'));
  if (!(original instanceof HTMLButtonElement)) return undefined;
  const panel = model.getAttribute('popovertarget');
  if (panel) open(target, panel);
  if (original.type !== 'submit') return undefined;
  // Enter in a native field needs a native button.
  const button = page.createElement('button');
  putBehind(button, target);
  target.after(button);
  target.addEventListener('click', (event) => submitAfter(event, button.form, () => button.click()), true);
  return button;
}

/** A press on the label goes to its field, whose name it is. */
function label(target: HTMLElement, id: string | null): void {
  const find = () => native(target.getRootNode() as Document | ShadowRoot).getElementById(id ?? '');
  target.id ||= `${id}-label`;
  target.addEventListener('click', (event) => {
    if (!(event.target as Element).closest('a, button')) find()?.click();
    find()?.focus();
  });
  queueMicrotask(() => find()?.setAttribute('aria-labelledby', target.id));
}

/** A press opens a popover, or closes it. It is closed already when the press has begun outside of it. */
function open(target: HTMLElement, id: string): void {
  const find = () => native(target.getRootNode() as Document | ShadowRoot).getElementById(id);
  let wasOpen: boolean | undefined;
  target.addEventListener('pointerdown', () => {
    wasOpen = find()?.matches(':popover-open');
  });
  target.addEventListener('click', () => {
    find()?.togglePopover(!(wasOpen ?? find()?.matches(':popover-open')));
    wasOpen = undefined;
  });
}
