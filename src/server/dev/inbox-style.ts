import { PAGE_TOKENS } from '../lib/page-tokens.ts';

/** The style sheet of the dev inbox. */
export const INBOX_STYLE = `${PAGE_TOKENS}
:root { --field: var(--edge); --accent: light-dark(#4550d6, #a9b1ff); }
* { box-sizing: border-box; }
body { margin: 0; padding: 40px 16px; background: var(--ground); color: var(--ink); font: 14px/20px system-ui, sans-serif; }
header, main { max-width: 640px; margin: 0 auto; }
header { display: flex; flex-wrap: wrap; gap: 16px; align-items: end; justify-content: space-between; margin-block-end: 24px; }
h1 { margin: 0 0 4px; font-size: 17px; line-height: 24px; font-weight: 600; }
p { margin: 0; color: var(--soft); text-wrap: pretty; }
header > div { flex: 1 1 280px; }
form { display: grid; gap: 6px; flex: 0 1 240px; }
label { font-size: 13px; font-weight: 500; }
input { width: 100%; height: 36px; padding: 0 12px; border: 1px solid var(--field); border-radius: 8px; background: var(--card); color: inherit; font: inherit; }
@media (pointer: coarse) { input { height: 44px; font-size: 16px; } }
ol { display: grid; gap: 8px; margin: 0; padding: 0; list-style: none; }
li { display: flex; flex-wrap: wrap; gap: 12px 16px; align-items: center; justify-content: space-between; padding: 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
li div { display: grid; flex: 1 1 180px; min-width: 0; }
li b { font-weight: 500; overflow-wrap: anywhere; }
li span { font-size: 13px; color: var(--soft); }
time { white-space: nowrap; }
button { min-height: 36px; padding: 4px 12px; border: 0; border-radius: 8px; background: var(--fill); color: inherit; font: 600 20px/28px ui-monospace, monospace; letter-spacing: .12em; cursor: pointer; }
button[data-copied]::after { content: ' copied'; font: 500 13px/20px system-ui, sans-serif; letter-spacing: 0; color: var(--soft); }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#empty { padding: 48px 16px; border: 1px dashed var(--line); border-radius: 12px; text-align: center; }
@media (forced-colors: active) { li, button { border: 1px solid; } }
`;
