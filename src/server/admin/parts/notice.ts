import { type Html, type HtmlContent, html } from '../../lib/html.ts';
import { icon } from './icon.ts';

/** A text that explains a page or a part of it. */
export function notice(text: HtmlContent): Html {
  return html`<div class="notice said-once">${icon('info')}<p>${text}</p></div>`;
}

/** A text that says what was done. */
export function done(text: string): Html {
  return html`<p class="done">${icon('done')}<span>${text}</span></p>`;
}

/** Text that was written elsewhere, or JSON, on lines of its own. It scrolls when it is long. */
export function codeBlock(text: string, label: string): Html {
  return html`<pre class="code-block" tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre>`;
}

/** JSON text with a line for each value; other text as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
