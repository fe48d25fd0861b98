import { html, type TemplateResult } from 'lit';

/**
 * Draws a text that is often an email address. It breaks before its domain where it does not fit on a line. Copied text
 * and `textContent` are the text itself.
 */
export function breakable(text: string): TemplateResult {
  const local = text.slice(0, Math.max(0, text.lastIndexOf('@')));
  return html`<span .textContent=${local}></span><wbr><span .textContent=${text.slice(local.length)}></span>`;
}
