import { type Html, html, type HtmlContent } from '../lib/html.ts';

/** The style of what shows without scripts, in the colours of the elements. Its rules name its own classes alone. */
export const PLAIN_STYLE = `
[data-plain] { display: none; }
@media (scripting: none) { [data-plain] { display: block; } }
.plain { inline-size: min(100%, 400px); box-sizing: border-box; padding: 32px 40px; border: 1px solid light-dark(#e4e4ea, #33353d); border-radius: 12px; background: light-dark(#fff, #1c1d22); }
.plain h1, .plain h2 { margin: 0 0 8px; font-size: 17px; line-height: 24px; text-wrap: balance; overflow-wrap: anywhere; }
.plain h2 { margin-block-start: 24px; font-size: 14px; }
.plain p { margin: 0 0 16px; text-wrap: pretty; overflow-wrap: anywhere; }
.plain ul { margin: 0 0 16px; padding: 0; list-style: none; }
.plain li { display: flex; gap: 12px; align-items: center; justify-content: space-between; padding-block: 8px; border-block-start: 1px solid light-dark(#e4e4ea, #33353d); overflow-wrap: anywhere; }
.plain label { display: block; margin-block-end: 4px; font-weight: 500; }
.plain-field { inline-size: 100%; box-sizing: border-box; min-block-size: 40px; margin-block-end: 12px; padding: 8px 12px; border: 1px solid light-dark(#8d8f99, #71747f); border-radius: 8px; background: transparent; color: inherit; font: inherit; }
.plain-button { min-block-size: 40px; padding: 8px 12px; border: 1px solid light-dark(#8d8f99, #71747f); border-radius: 8px; background: transparent; color: inherit; font: inherit; font-weight: 500; cursor: pointer; }
.plain li .plain-button { flex: none; }
.plain :is(p, ul, form):last-child { margin-block-end: 0; }
.plain-main { inline-size: 100%; border-color: transparent; background: light-dark(#26282f, #f3f3f6); color: light-dark(#fff, #1c1d22); }
.plain-error { color: light-dark(#b42318, #ff9d92); }
.plain a { color: inherit; }
.plain :focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
@media (max-width: 419px) { .plain { padding-inline: 24px; } }
`;

/**
 * The same for browsers that do not know the media feature `scripting` (before Chrome 120, Firefox 113 and Safari 17): a
 * style of its own within `<noscript>`. Not all of a page's content is there, since Chromium shows no `<noscript>` of a page
 * whose scripts are turned off by its developer tools.
 */
export const OLD_PLAIN_STYLE = '[data-plain] { display: block; }';

/** Draws a card that shows only where scripts do not run. */
export function plainCard(title: string, content: HtmlContent): Html {
  return html`<div class="plain" data-plain>
<h1>${title}</h1>
${content}
</div>`;
}
