import { schemeFor, writtenLightnessOf } from '../../protocol/css-color.ts';
import type { InstanceTheme } from '../config/config.ts';
import { type Html, html, type HtmlContent } from '../lib/html.ts';

/** What shows without scripts, in the colors of the elements. Its rules name its own classes alone. */
const STYLE = `
[data-plain] { display: none; }
@media (scripting: none) { [data-plain] { display: block; } }
.plain {
--plain-surface: light-dark(#fff, #1c1d22); --plain-text: light-dark(#1c1d22, #f3f3f6); --plain-accent: light-dark(#26282f, #f3f3f6); --plain-on-accent: light-dark(#fff, #1c1d22); --plain-danger: light-dark(#b42318, #ff9d92);
--plain-line: color-mix(in oklab, var(--plain-text) 12%, var(--plain-surface)); --plain-edge: color-mix(in oklab, var(--plain-text) 48%, var(--plain-surface)); --plain-radius: 8px;
inline-size: min(100%, 400px); box-sizing: border-box; padding: 32px 40px; border: 1px solid var(--plain-line); border-radius: calc(var(--plain-radius) * 1.5); background: var(--plain-surface); color: var(--plain-text);
}
@media (max-width: 419px) { .plain { padding-inline: 24px; } }
.plain h1, .plain h2 { margin: 0 0 8px; font-size: 17px; line-height: 24px; text-wrap: balance; overflow-wrap: anywhere; }
.plain h2 { margin-block-start: 24px; font-size: 14px; }
.plain p { margin: 0 0 16px; text-wrap: pretty; overflow-wrap: anywhere; }
.plain ul { margin: 0 0 16px; padding: 0; list-style: none; }
.plain li { display: flex; gap: 12px; align-items: center; justify-content: space-between; padding-block: 8px; border-block-start: 1px solid var(--plain-line); overflow-wrap: anywhere; }
.plain label { display: block; margin-block-end: 4px; font-weight: 500; }
.plain-field, .plain-button { min-block-size: 40px; box-sizing: border-box; padding: 8px 12px; border: 1px solid var(--plain-edge); border-radius: var(--plain-radius); background: transparent; color: inherit; font: inherit; }
.plain-field { inline-size: 100%; margin-block-end: 12px; }
.plain-button { font-weight: 500; cursor: pointer; }
.plain li .plain-button { flex: none; }
.plain :is(p, ul, form):last-child { margin-block-end: 0; }
.plain-main { inline-size: 100%; border-color: transparent; background: var(--plain-accent); color: var(--plain-on-accent); }
.plain-error { color: var(--plain-danger); }
.plain-field[aria-invalid] { border-color: var(--plain-danger); }
.plain a { color: inherit; }
.plain :focus-visible { outline: 2px solid var(--plain-accent); outline-offset: 2px; }
`;

/**
 * The same for browsers that do not know the media feature `scripting` (before Chrome 120, Firefox 113 and Safari 17): a
 * style of its own within `<noscript>`. Not all of a page's content is there, since Chromium shows no `<noscript>` of a page
 * whose scripts are turned off by its developer tools.
 */
export const OLD_PLAIN_STYLE = '[data-plain] { display: block; }';

/** The rules that the values of a theme go to. The settings have checked that each value stays within its declaration. */
const RULES: readonly (readonly [selector: string, declarations: Readonly<Record<string, string>>])[] = [
  [
    '.plain',
    {
      '--plain-accent': 'general.color',
      '--plain-surface': 'general.backgroundColor',
      '--plain-text': 'general.fontColor',
      '--plain-on-accent': 'buttons.fontColor',
      '--plain-radius': 'general.borderRadius',
      'font-family': 'general.fontFamily',
      padding: 'general.padding',
      'box-shadow': 'general.boxShadow',
    },
  ],
  ['.plain label', { 'font-weight': 'general.labelFontWeight' }],
  ['.plain-button', { 'font-family': 'buttons.fontFamily', 'font-weight': 'buttons.fontWeight' }],
];

/** Returns the style of a card, with the theme of the instance. */
export function plainStyle(theme: InstanceTheme | null): string {
  const valueOf = (name: string): string | undefined => {
    const [group, key] = name.split('.') as ['general' | 'buttons', string];
    return theme?.[group][key];
  };
  const rules = RULES.map(([selector, names]) => {
    const given = Object.entries(names).filter(([, name]) => valueOf(name) !== undefined);
    const declarations = given.map(([property, name]) => `${property}: ${valueOf(name)};`);
    return given.length > 0 ? `${selector} { ${declarations.join(' ')} }\n` : '';
  });
  const lightness = writtenLightnessOf(valueOf('general.backgroundColor') ?? '');
  // The colors that the theme leaves open have to fit its surface, as they do in the elements.
  const scheme = lightness === undefined ? '' : `.plain { color-scheme: ${schemeFor(lightness)}; }\n`;
  return STYLE + rules.join('') + scheme;
}

/** Draws a card that shows only where scripts do not run. */
export function plainCard(title: string, content: HtmlContent): Html {
  return html`<div class="plain" data-plain>
<h1>${title}</h1>
${content}
</div>`;
}
