import { html, type TemplateResult } from 'lit';
import { outline } from '../../parts/icon.ts';

export interface RowDetails {
  /** Class names of the icon's box. */
  iconClass: string;
  /** Path of the icon. */
  icon: string;
  name: string;
  /** Badges behind the name. */
  badges?: unknown;
  /** What follows in one line, each a node of its own. */
  details: readonly unknown[];
  /** What follows below the details. */
  note?: unknown;
}

/** Draws an icon, a name, and what else there is to know about a row. */
export function rowDetails({ iconClass, icon, name, badges, details, note }: RowDetails): TemplateResult {
  return html`<span class="${iconClass} cl-rowIcon">${outline(icon)}</span>
    <div class="cl-rowText">
      <p class="cl-rowName"><span .textContent=${name}></span>${badges}</p>
      <p class="cl-rowLine">${details}</p>
      ${note}
    </div>`;
}
