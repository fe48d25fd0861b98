import { html, type TemplateResult } from 'lit';

/**
 * Draws a text that is often an email address. It breaks before its domain where it does not fit on a line. Copied text,
 * `textContent` and what screen readers read are the text itself: without `aria-hidden`, `<wbr>` is a blank to them, and so
 * is the gap between boxes. It keeps its own direction: a phone number within Arabic text would have its plus at the end.
 */
export function breakable(text: string): TemplateResult {
  const local = text.slice(0, Math.max(0, text.lastIndexOf('@')));
  return html`<bdi><span .textContent=${local}></span><wbr aria-hidden="true"><span .textContent=${text.slice(local.length)}></span></bdi>`;
}
