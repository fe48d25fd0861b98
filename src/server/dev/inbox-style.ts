import { PAGE_TOKENS } from '../lib/page-tokens.ts';

/** The style sheet of the dev inbox. */
export const INBOX_STYLE = `${PAGE_TOKENS}
:root { --field: var(--edge); --accent: light-dark(#4550d6, #a9b1ff); }
* { box-sizing: border-box; }
body { margin: 0; padding: 40px 16px; background: var(--ground); color: var(--ink); font: 14px/20px system-ui, sans-serif; }
header, main { max-width: 640px; margin: 0 auto; }
header { display: flex; flex-wrap: wrap; gap: 16px; align-items: end; justify-content: space-between; margin-block-end: 24px; }
nav { display: flex; flex: 1 0 100%; gap: 16px; border-block-end: 1px solid var(--line); }
nav a { padding: 8px 0; margin-block-end: -1px; border-block-end: 2px solid transparent; color: var(--soft); font-weight: 500; text-decoration: none; }
nav a:hover { color: var(--ink); }
nav a[aria-current] { border-color: var(--ink); color: var(--ink); }
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
h2 { margin: 32px 0 12px; font-size: 14px; line-height: 20px; font-weight: 600; }
h2:first-child { margin-block-start: 0; }
h3 { margin: 16px 0 6px; font-size: 13px; line-height: 20px; font-weight: 500; color: var(--soft); }
.templates { border: 1px solid var(--line); border-radius: 12px; background: var(--card); overflow: clip; }
details + details { border-block-start: 1px solid var(--line); }
summary { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; justify-content: space-between; min-height: 44px; padding: 8px 16px; cursor: pointer; }
summary:hover { background: var(--fill); }
summary:focus-visible { outline-offset: -2px; }
summary span { display: flex; flex: 1 1 240px; flex-wrap: wrap; gap: 0 12px; align-items: baseline; min-width: 0; }
summary::after { content: ''; inline-size: 6px; block-size: 6px; margin-block-end: 4px; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; rotate: 45deg; }
details[open] > summary::after { margin-block-end: -4px; rotate: 225deg; }
summary b { font-weight: 500; }
code { color: var(--soft); font: 12px/20px ui-monospace, monospace; overflow-wrap: anywhere; }
em { padding: 0 8px; border-radius: 6px; background: var(--fill); font-size: 12px; font-style: normal; font-weight: 500; }
summary:hover em { background: var(--card); }
details > :not(summary) { margin-inline: 16px; }
details > :last-child { margin-block-end: 16px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 12px; margin: 8px 0 12px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { display: block; inline-size: calc(100% - 32px); block-size: 480px; border: 1px solid var(--line); border-radius: 8px; background: light-dark(#fff, transparent); }
pre { margin: 0 0 8px; padding: 12px; border-radius: 8px; background: var(--fill); font: 12px/20px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
#empty { padding: 48px 16px; border: 1px dashed var(--line); border-radius: 12px; text-align: center; }
@media (forced-colors: active) { li, button { border: 1px solid; } }
`;
