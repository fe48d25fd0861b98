import { native } from '../../../client/platform/native.ts';

const FOCUSABLE = 'input, textarea, select, button, [tabindex]';

/**
 * Gives a component the name, the description and the error of the input that it stands for. Where a custom element has a
 * control in its shadow, they belong to that one: no id reaches it, so it gets the text and the nodes themselves.
 */
export function linkControl(input: HTMLInputElement, control: HTMLElement): void {
  if (control.matches(':not(:defined)') || !input.isConnected) return;
  const root = native(input.getRootNode() as Document | ShadowRoot);
  const nodes = (name: string) =>
    (input.getAttribute(name) ?? '').split(' ').flatMap((id) => (id && root.getElementById(id)) || []);
  const inner = control.shadowRoot?.querySelector<HTMLElement>(FOCUSABLE);
  const labels = [...nodes('aria-labelledby'), ...(input.labels ?? [])];
  const name = input.getAttribute('aria-label') ?? labels[0]?.textContent?.trim();
  const target = inner ?? control;
  // The component itself had them while its shadow was empty.
  if (inner) for (const own of ['aria-label', 'aria-invalid', 'aria-describedby']) control.removeAttribute(own);
  if (name) target.setAttribute('aria-label', name);
  const invalid = input.getAttribute('aria-invalid');
  if (invalid) target.setAttribute('aria-invalid', invalid);
  else target.removeAttribute('aria-invalid');
  const described = nodes('aria-describedby');
  if (!inner) control.setAttribute('aria-describedby', described.map(({ id }) => id).join(' '));
  else if ('ariaDescribedByElements' in inner) inner.ariaDescribedByElements = described;
}
