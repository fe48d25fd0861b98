import { noChange } from 'lit';
import { Directive, type ElementPart } from 'lit/directive.js';
import { attempt, native, page } from '../../../client/platform/native.ts';
import { linkControl } from './link-control.ts';
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

/** What a component has that shows a value. */
export interface Control extends HTMLElement {
  value?: unknown;
  checked?: boolean;
  select?(): void;
  readonly selectionStart?: number | null;
  readonly selectionEnd?: number | null;
  setSelectionRange?(start: number, end: number): void;
}

/** Attributes that stay with the input, because the form and the label find it by them. */
const STAYS = /^(id|name|class|style|tabindex|value|checked|data-.*|aria-.*)$/;
const EVENTS = ['input', 'change', 'sl-input', 'sl-change'];
const PROTOTYPE = HTMLInputElement.prototype;

/**
 * Shows a component in the place of an input. The input stays behind it: the form, its rules and errors, and password
 * managers work with that one, and each of both takes over the value of the other.
 */
export class FieldPart extends Directive {
  #component: Component | undefined;
  #shown: Shown | undefined;

  override render(_component: Component): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [component]: [Component]): unknown {
    if (!keepsComponent(this.#shown?.target, this.#component, component)) {
      this.#show(element as HTMLInputElement, component);
      this.#component = component;
    }
    this.#shown?.update();
    return noChange;
  }

  #show(input: HTMLInputElement, component: Component): void {
    const watchers: Watcher[] = [];
    const node = keyOf(input.className);
    const target = createComponent(component, {
      ...fieldFacts(input),
      ...node,
      tag: 'input',
      children: page.createDocumentFragment(),
      watch: (watcher) => void watchers.push(watcher),
    });
    const control = target && controlIn(target);
    if (!control) {
      if (target) console.error(`clerk-widgets: the component of "${node.key}" shows no value; the default one stays.`);
      return;
    }
    const before = this.#shown;
    const hadFocus = before?.target.matches(':focus-within');
    const selection = before && attempt(() => [before.control.selectionStart, before.control.selectionEnd] as const);
    before?.end();
    // What is in it is the page's, now and later: no rule of ours applies.
    target.classList.add('cl-mount');
    input.before(target);
    const joined = new AbortController();
    const { signal } = joined;
    const pull = join(input, target, control, signal);
    this.#shown = {
      target,
      control,
      update: updates(input, target, control, watchers),
      end() {
        pull();
        joined.abort();
        target.remove();
      },
    };
    // The button that shows a password, and what a field says while the user types, change the input itself.
    const observer = new MutationObserver(this.#shown.update);
    observer.observe(input, { attributes: true });
    signal.addEventListener('abort', () => observer.disconnect());
    void customElements.whenDefined(control.localName).then(async () => {
      await (control as { updateComplete?: Promise<unknown> }).updateComplete;
      if (!signal.aborted) linkControl(input, control);
    }, Object);
    if (!hadFocus) return;
    // The input leads on to the component that is in front of it now.
    native(input).focus();
    const [start, end] = selection ?? [];
    if (typeof start === 'number') attempt(() => control.setSelectionRange?.(start, end ?? start));
  }
}

type Watcher = (facts: ComponentFacts) => void;

/** A component in front of its input. */
interface Shown {
  readonly target: HTMLElement;
  readonly control: Control;
  /** Tells the component what has changed of the input. */
  update(): void;
  /** Hands what the user has typed over to the input, and removes the component. */
  end(): void;
}

/** Returns what a component is told about its input. */
function fieldFacts(input: HTMLInputElement): ComponentFacts {
  const { attributes, ...rest } = factsOf(input, input.className);
  const told = Object.entries(attributes).filter(([name]) => !STAYS.test(name));
  return { ...rest, attributes: Object.fromEntries(told) };
}

/** Returns what brings a component up to date with its input. */
function updates(
  input: HTMLInputElement,
  target: HTMLElement,
  control: Control,
  watchers: readonly Watcher[],
): () => void {
  let classes = '';
  let known: Readonly<Record<string, string>> = {};
  return () => {
    const facts = fieldFacts(input);
    const { attributes } = facts;
    setClasses(target, input.className, classes);
    classes = input.className;
    for (const name of Object.keys(known)) if (!(name in attributes)) control.removeAttribute(name);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== known[name]) control.setAttribute(name, value);
    }
    known = attributes;
    // The label and the error are drawn after the input.
    queueMicrotask(() => linkControl(input, control));
    for (const watcher of watchers) watcher(facts);
  };
}

/** Returns the node of a component that has the value. */
function controlIn(target: HTMLElement): Control | undefined {
  if ('value' in target || target.localName.includes('-')) return target;
  return target.querySelector<Control>('input, textarea, select') ?? undefined;
}

/**
 * Lets an input and its component have one value.
 *
 * @returns takes over what the user did in the component
 */
function join(input: HTMLInputElement, target: HTMLElement, control: Control, signal: AbortSignal): () => void {
  const isBox = input.type === 'checkbox';
  const isReady = () => !control.matches(':not(:defined)');
  const pull = () => {
    if (!isReady()) return;
    if (isBox) setNative(input, 'checked', control.checked);
    else if (control.value !== undefined) setNative(input, 'value', String(control.value ?? ''));
  };
  const push = () => {
    if (!isReady()) return;
    if (isBox) control.checked = getNative(input, 'checked') as boolean;
    else if (control.value !== getNative(input, 'value')) control.value = getNative(input, 'value');
  };
  for (const name of ['value', 'checked', 'validity'] as const) {
    Object.defineProperty(input, name, {
      configurable: true,
      get() {
        pull();
        return getNative(input, name);
      },
      set(value) {
        setNative(input, name, value);
        push();
      },
    });
  }
  Object.assign(input, { select: () => control.select?.() });
  putBehind(input, control, signal);

  for (const type of EVENTS) {
    target.addEventListener(type, (event) => {
      event.stopPropagation();
      pull();
      const name = type.replace('sl-', '');
      const { inputType, data, isComposing } = event as InputEvent;
      const told = { bubbles: true, composed: true, inputType, data, isComposing };
      input.dispatchEvent(name === 'input' ? new InputEvent(name, told) : new Event(name, told));
    });
  }
  // Password managers fill the input, and a press on the label of a checkbox changes it.
  for (const type of ['input', 'change']) input.addEventListener(type, push, { signal });
  target.addEventListener('focusout', ({ relatedTarget }) => {
    if (!target.contains(relatedTarget as Node | null)) input.dispatchEvent(new FocusEvent('blur', { relatedTarget }));
  });
  target.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || event.isComposing || control instanceof HTMLInputElement || isBox) return;
      submitAfter(event, input.form, () => input.form && native(input.form).requestSubmit());
    },
    true,
  );
  void customElements.whenDefined(control.localName).then(() => signal.aborted || push(), Object);
  push();
  return pull;
}

function getNative(input: HTMLInputElement, name: 'value' | 'checked' | 'validity'): unknown {
  return Object.getOwnPropertyDescriptor(PROTOTYPE, name)?.get?.call(input);
}

function setNative(input: HTMLInputElement, name: 'value' | 'checked' | 'validity', value: unknown): void {
  Object.getOwnPropertyDescriptor(PROTOTYPE, name)?.set?.call(input, value);
}
