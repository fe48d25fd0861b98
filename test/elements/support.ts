import type { LitElement } from 'lit';
import { define } from '../../src/elements/base/define.ts';
import { ClerkSignIn } from '../../src/elements/sign-in/sign-in.ts';
import { ClerkSignUp } from '../../src/elements/sign-up/sign-up.ts';
import { FakeClerk } from './fake-clerk.ts';

define('clerk-sign-in', ClerkSignIn);
define('clerk-sign-up', ClerkSignUp);

export interface Mounted<Element> {
  clerk: FakeClerk;
  element: Element;
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
  input(name: string): HTMLInputElement;
  /** Resolves when the element has rendered everything, deferred views included. */
  settled(): Promise<void>;
}

/** Adds an element with a fake instance to the page. */
export async function mount<Tag extends 'clerk-sign-in' | 'clerk-sign-up'>(
  tag: Tag,
  options: { clerk?: FakeClerk; attributes?: Record<string, string>; into?: Node; properties?: object } = {},
): Promise<Mounted<HTMLElementTagNameMap[Tag]>> {
  const clerk = options.clerk ?? new FakeClerk();
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options.attributes ?? { routing: 'virtual' }))
    element.setAttribute(name, value);
  Object.assign(element, { clerk: clerk.asInstance, ...options.properties });
  (options.into ?? document.body).appendChild(element);
  const find = <Found extends HTMLElement>(selector: string): Found => {
    const found = element.querySelector<Found>(selector);
    if (!found) throw new Error(`${selector} is not there: ${element.textContent?.replace(/\s+/g, ' ')}`);
    return found;
  };
  const settled = () => settle(element);
  await settled();
  return { clerk, element, find, input: (name) => find<HTMLInputElement>(`input[name=${name}]`), settled };
}

/** Removes everything that a test added to the page. */
export function cleanUp(): void {
  document.body.replaceChildren();
  document.documentElement.dir = '';
  document.documentElement.lang = 'en';
}

/** Turns of the event loop in which an element renders. */
const TURNS = 5;
/** Turns after which a view that is still missing is not going to come, such as where a step shows nothing. */
const MOST_TURNS = 50;

async function settle(element: ClerkSignIn | ClerkSignUp): Promise<void> {
  await element.updateComplete;
  // Once these are here, each import of the element takes a few turns only.
  await Promise.all([import('./every-view.ts'), import('../../src/localization/en-us/errors.ts')]);
  for (let turn = 0; turn < TURNS || (element.form.isLate && turn < MOST_TURNS); turn++) {
    await nextTurn();
    await element.updateComplete;
  }
}

/** Resolves in the next turn of the event loop. */
function nextTurn(): Promise<unknown> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', resolve, { once: true });
    channel.port1.start();
    channel.port2.postMessage(null);
  });
}

/** Gives the page a language, and resolves when an element has drawn its texts in that of the tag. */
export async function speak(element: LitElement, language: string, tag: string): Promise<void> {
  document.documentElement.lang = language;
  await shows(element, tag);
}

/** Resolves when an element has drawn its texts in a language, and so have the elements in it. */
export async function shows(element: LitElement, tag: string): Promise<void> {
  const boxes = () => [...element.querySelectorAll('.cl-rootBox')];
  while (!boxes().length || boxes().some((box) => box.getAttribute('lang') !== tag)) await nextTurn();
  const inner = boxes().map((box) => (box.parentElement as LitElement).updateComplete);
  await Promise.all([element.updateComplete, ...inner]);
}

/** Pastes a text. Returns whether the element leaves it to the browser to insert it. */
export function paste(target: HTMLElement, text: string): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text', text);
  const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
  // Firefox does not let scripts read the data of an event that a script has made.
  Object.defineProperty(event, 'clipboardData', { value: clipboardData });
  return target.dispatchEvent(event);
}

/** Resolves at the next event of a kind. */
export function next(target: EventTarget, type: string): Promise<Event> {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}

/** Asserts that two values are equal by content. Nodes have to be the same, since every node has the same JSON. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const nodes: Node[] = [];
  const text = (value: unknown) =>
    JSON.stringify(value, (_, part: unknown) => {
      if (!(part instanceof Node)) return part;
      if (!nodes.includes(part)) nodes.push(part);
      return `node ${nodes.indexOf(part)}: ${part instanceof Element ? part.outerHTML : part.textContent}`;
    });
  const [left, right] = [text(actual), text(expected)];
  if (left !== right) throw new Error(`${what}: expected ${right}, got ${left}`);
}

export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(`expected: ${what}`);
}
