import '@awesome.me/webawesome/dist/components/button/button.js';
import '@awesome.me/webawesome/dist/components/checkbox/checkbox.js';
import '@awesome.me/webawesome/dist/components/input/input.js';
import { sendKeys } from '@web/test-runner-commands';
import { FakeClerk } from '../fake-clerk.ts';
import { mount } from '../support.ts';

export interface WaInput extends HTMLElement {
  value: string | null;
  type: string;
  updateComplete: Promise<unknown>;
}

export const WEB_AWESOME = {
  formButtonPrimary: { component: 'wa-button' },
  formFieldInput: { component: 'wa-input' },
  formFieldCheckboxInput: { component: 'wa-checkbox' },
};

export async function dressed(elements: object, clerk = new FakeClerk()) {
  const mounted = await mount('clerk-sign-in', { clerk, properties: { appearance: { elements } } });
  await customElements.whenDefined('wa-input');
  // The code for components is a file of its own.
  while (!mounted.element.querySelector('.cl-card')) await new Promise(requestAnimationFrame);
  await mounted.settled();
  return mounted;
}

/** Returns the native input in the shadow of a component. */
export function inside(component: Element): HTMLInputElement {
  return component.shadowRoot?.querySelector('input') as HTMLInputElement;
}

export async function type(component: WaInput, text: string): Promise<void> {
  component.focus();
  await sendKeys({ type: text });
  await component.updateComplete;
}

/** Resolves after what a component does in a timeout of its own. */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve));
}
