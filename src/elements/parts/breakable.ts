import { html, type TemplateResult } from 'lit';

/** A text that is often an address: where it does not fit on a line, it breaks before the domain and not within it. */
export function breakable(text: string): TemplateResult {
  const domain = text.lastIndexOf('@') + 1;
  return html`<span .textContent=${text.slice(0, domain)}></span><wbr><span .textContent=${text.slice(domain)}></span>`;
}
