import { type HtmlContent, html } from '../../lib/html.ts';
import type { AdminView } from '../admin-request.ts';
import { copyable, facts, linkButton } from './layout.ts';
import { notice } from './notice.ts';

/** A page with a secret that can be seen this once. */
export function shownOnce({
  title,
  description,
  name,
  secret,
  further = [],
  onward,
}: {
  title: string;
  /** What the secret is for, and that it cannot be shown again. */
  description: string;
  name: string;
  secret: string;
  further?: readonly (readonly [name: string, value: HtmlContent])[];
  /** Where to go on. */
  onward: { path: string; text: string };
}): AdminView {
  return {
    title,
    content: html`${notice(description)}
<div class="card once">${facts([[name, copyable(secret, name)], ...further])}</div>
<p class="buttons">${linkButton(onward.path, onward.text, { tone: 'primary' })}</p>`,
  };
}
