import { PAGE_TOKENS } from '../../lib/page-tokens.ts';

/** The style sheet of the server's own pages. The policy of each page names its hash, so it is the same on all of them. */
export const PAGE_STYLE = `${PAGE_TOKENS}
* { box-sizing: border-box; }
body { display: grid; align-content: center; justify-items: center; min-block-size: 100dvh; margin: 0; padding: 24px 16px; background: var(--ground); color: var(--ink); font: 14px/20px system-ui, sans-serif; -webkit-font-smoothing: antialiased; }
main { inline-size: 100%; max-inline-size: 400px; padding: 32px 40px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: 0 1px 2px light-dark(#1c1d220d, #0006), 0 12px 32px -12px light-dark(#1c1d2226, #0009); }
footer { margin-block-start: 16px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; text-align: center; max-inline-size: 400px; }
h1 { margin: 0 0 8px; font-size: 17px; line-height: 24px; font-weight: 600; text-wrap: balance; overflow-wrap: anywhere; }
p { margin: 0 0 16px; text-wrap: pretty; overflow-wrap: anywhere; }
p:last-child { margin-block-end: 0; }
.soft { color: var(--soft); font-size: 13px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; margin: 0 0 24px; padding: 12px 16px; border-radius: 8px; background: var(--fill); font-size: 13px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
form { display: grid; gap: 12px; margin: 0 0 16px; }
form:last-child { margin-block-end: 0; }
fieldset { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin: 0; padding: 0; border: 0; }
legend { margin: 0 0 12px; padding: 0; }
button, .button { min-block-size: 36px; padding: 8px 12px; border: 1px solid transparent; border-radius: 8px; background: var(--primary); color: var(--on-primary); font: inherit; font-weight: 500; text-align: center; text-decoration: none; cursor: pointer; }
button.plain { border-color: var(--line); background: var(--card); color: var(--ink); }
button.number { min-block-size: 64px; border-color: var(--edge); background: var(--card); color: var(--ink); font: 600 24px/32px ui-monospace, monospace; }
button:hover { background: color-mix(in oklab, var(--primary) 88%, var(--card)); }
button.plain:hover, button.number:hover { background: var(--fill); }
.button { display: block; }
:focus-visible { outline: 2px solid var(--primary); outline-offset: 2px; }
@media (max-width: 419px) { main { padding-inline: 24px; } }
@media (pointer: coarse) { button, .button { min-block-size: 44px; } }
@media (forced-colors: active) { main, dl, button, .button { border: 1px solid; } }
`;
