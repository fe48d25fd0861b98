import type { SignInStep, SignUpStep } from '../../../src/client/flows/types.ts';
import type { EnvironmentJSON } from '../../../src/protocol/json/environment.ts';
import { renderSignIn } from '../../../src/ssr/render-sign-in.ts';
import { renderSignUp } from '../../../src/ssr/render-sign-up.ts';
import { FakeClerk } from '../fake-clerk.ts';
import '../support.ts';

export interface Served {
  element: HTMLElement & { uid: string; clerk: unknown; updateComplete: Promise<boolean>; renderRoot: HTMLElement };
  clerk: FakeClerk;
  box: HTMLElement;
  input(name: string): HTMLInputElement;
  /** Gives the element its instance, and resolves once it has taken the served box over, or replaced what is in it. */
  start(): Promise<void>;
}

/**
 * Puts the HTML of a server into the page. Until `start`, the element has no instance, so it is as if its script were still
 * on its way.
 *
 * @param tamper changes the served HTML, as a translator or another version would
 */
export async function serve(
  tag: 'clerk-sign-in' | 'clerk-sign-up',
  options: {
    environment?: (environment: EnvironmentJSON) => void;
    tamper?: (html: string) => string;
    into?: HTMLElement | ShadowRoot;
    clerk?: FakeClerk;
    /** Default: the page of the server. */
    action?: string;
  } = {},
): Promise<Served> {
  const clerk = options.clerk ?? new FakeClerk();
  const environment = structuredClone(clerk.__internal_environment) as unknown as EnvironmentJSON;
  options.environment?.(environment);
  const properties = { routing: 'virtual' };
  const { action = tag.replace('clerk-', '/') } = options;
  const step = (tag === 'clerk-sign-in' ? clerk.signIn : clerk.signUp).state.step;
  const { html } =
    tag === 'clerk-sign-in'
      ? await renderSignIn({ environment, properties, step: step as SignInStep, action })
      : await renderSignUp({ environment, properties, step: step as SignUpStep, action });
  const into = options.into ?? document.body;
  const holder = document.createElement('div');
  into.append(holder);
  holder.innerHTML = (options.tamper ?? ((text) => text))(html);
  const element = holder.querySelector(tag) as unknown as Served['element'];
  const box = element.querySelector<HTMLElement>('[data-clerk-ssr]');
  if (!box) throw new Error('The box is gone.');
  return {
    element,
    clerk,
    box,
    input: (name) => element.querySelector(`input[name=${name}]`) as HTMLInputElement,
    async start() {
      element.clerk = clerk.asInstance;
      // The segment arrives when the browser pleases.
      while (box.isConnected && box.hasAttribute('data-clerk-ssr')) await turn();
      await element.updateComplete;
    },
  };
}

/** Resolves in the next turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/**
 * Returns what is in a node as text: elements, attributes by name, and texts, but no comments and no blanks between tags.
 *
 * @param uid of the element, which differs between two elements
 */
export function outlineOf(node: Node, uid: string): string {
  return [...node.childNodes]
    .map((child) => {
      if (child instanceof Text) return child.data.trim();
      if (!(child instanceof Element)) return '';
      const attributes = [...child.attributes].map(({ name, value }) => ` ${name}="${value.replaceAll(uid, 'UID')}"`);
      return `<${child.localName}${attributes.sort().join('')}>${outlineOf(child, uid)}</${child.localName}>`;
    })
    .join('');
}
