import { PAGE_TOKENS } from '../lib/page-tokens.ts';

/** Hues of pictures and marks: white text has a contrast of at least 4.5:1 on each. */
const HUES = Array.from({ length: 12 }, (_, i) => `.hue-${i} { background: oklch(0.5 0.12 ${i * 30}); }`).join('\n');

/**
 * The style sheet of the admin page. Controls are 36 pixels high, or 44 for fingers; the grid has 4
 * pixels. Texts grow with the text size of the browser.
 */
export const ADMIN_STYLE = `${PAGE_TOKENS}
:root {
  --link: light-dark(#3d47c4, #a9b1ff);
  --good: light-dark(#14622f, #8fdca6);
  --good-fill: light-dark(#e6f5ea, #16301f);
  --warning: light-dark(#7a4100, #f2c078);
  --warning-fill: light-dark(#fdf1dd, #372911);
  --danger: light-dark(#a3121a, #ff9c96);
  --danger-fill: light-dark(#fdecec, #3a1a1b);
  --danger-solid: light-dark(#b3151d, #c9333a);
  --control: 36px;
  --shadow: 0 1px 2px light-dark(#1c1d220d, #0006);
}
* { box-sizing: border-box; }
html { background: var(--ground); scroll-padding-block: 72px; }
body { display: grid; grid-template-columns: 232px minmax(0, 1fr); min-block-size: 100dvh; margin: 0; color: var(--ink); font: .875rem/1.43 system-ui, sans-serif; -webkit-font-smoothing: antialiased; }
h1, h2, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 1.25rem; line-height: 1.4; font-weight: 600; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: .9375rem; line-height: 1.33; font-weight: 600; }
p { text-wrap: pretty; overflow-wrap: anywhere; }
b { font-weight: 500; }
code, .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .7812rem; }
.soft { color: var(--soft); }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.icon { flex: none; }
a { color: inherit; text-underline-offset: 3px; }
main p a, td a:not(.button), th a, dd a:not(.button) { color: var(--link); text-decoration: none; }
main p a:hover, td a:not(.button):hover, th a:hover, dd a:not(.button):hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--primary); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: fixed; inset-block-start: 8px; inset-inline-start: 8px; z-index: 3; padding: 8px 12px; border-radius: 8px; background: var(--primary); color: var(--on-primary); translate: 0 -80px; }
.skip:focus { translate: none; }

/* The navigation: beside the page, and behind a button on narrow screens. */
.bar { display: none; }
.side, .side[popover] { position: sticky; inset: 0 auto auto 0; display: flex; flex-direction: column; gap: 16px; inline-size: auto; block-size: 100dvh; max-block-size: none; margin: 0; padding: 20px 12px 16px; border: 0; border-inline-end: 1px solid var(--line); background: var(--ground); color: inherit; overflow-y: auto; overscroll-behavior: contain; }
.side-head { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding-inline: 10px; }
.side-pages { flex: 1; }
.side .menu-button { display: none; }
.brand { display: flex; flex-wrap: wrap; column-gap: 6px; font-weight: 600; text-decoration: none; overflow-wrap: anywhere; }
.brand .soft { font-weight: 400; }
.nav-label { padding: 12px 10px 6px; color: var(--soft); font-size: .75rem; line-height: 1.33; font-weight: 500; }
.side-pages ul { display: grid; gap: 2px; }
.side-pages a { display: flex; align-items: center; gap: 10px; min-block-size: var(--control); padding: 6px 10px; border-radius: 8px; color: var(--soft); font-weight: 500; text-decoration: none; }
.side-pages a:hover { background: var(--fill); color: var(--ink); }
.side-pages a[aria-current] { background: var(--card); color: var(--ink); box-shadow: 0 0 0 1px var(--line), var(--shadow); }
.side-foot { display: grid; gap: 12px; padding: 16px 10px 0; border-block-start: 1px solid var(--line); font-size: .8125rem; overflow-wrap: anywhere; }
.side-foot b { color: var(--ink); }
.side-foot .button { inline-size: 100%; }

main { inline-size: 100%; max-inline-size: 1136px; margin-inline: auto; padding: 28px 32px 64px; }
.page-head, .section-head { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; justify-content: space-between; }
.page-head { margin-block-end: 24px; }
.page-head > div:first-child, .section-head > div:first-child { display: grid; gap: 4px; flex: 1 1 160px; max-inline-size: 68ch; }
.back { display: inline-flex; align-items: center; gap: 4px; margin-block-end: 12px; color: var(--soft); font-size: .8125rem; font-weight: 500; text-decoration: none; }
.back:hover { color: var(--ink); }
.section { margin-block-start: 32px; }
.section-head { margin-block-end: 12px; font-size: .8125rem; }
.section-head h2 { font-size: .9375rem; }
.card { border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: var(--shadow); }
.card > .form, .card > .facts, .pad { padding: 20px 24px; }
.question { max-inline-size: 520px; padding: 8px 0; }
.narrow { max-inline-size: 640px; }
.half { max-inline-size: 400px; }
.said { display: grid; gap: 2px; max-inline-size: 60ch; }
.said .soft { font-size: .8125rem; }
.form-row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 0; }
.form-row .field { min-inline-size: 152px; font-size: .8125rem; }
.stack { display: grid; gap: 16px; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 16px; align-items: start; }
.two.names { grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr)); }
.empty { display: grid; justify-items: center; gap: 12px; padding: 32px 24px; color: var(--soft); text-align: center; }

/* Buttons. */
.buttons { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.buttons.end { justify-content: flex-end; }
.button { display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-block-size: var(--control); margin: 0; padding: 7px 12px; border: 1px solid transparent; border-radius: 8px; background: var(--card); color: var(--ink); font: inherit; font-weight: 500; text-align: center; text-decoration: none; cursor: pointer; }
.button.primary { background: var(--primary); color: var(--on-primary); }
.button.primary:hover { background: color-mix(in oklab, var(--primary) 88%, var(--card)); }
.button.plain { border-color: var(--line); box-shadow: var(--shadow); }
.button.plain:hover { background: var(--fill); }
.button.danger { background: var(--danger-solid); color: #fff; }
.button.danger:hover { background: color-mix(in oklab, var(--danger-solid) 88%, #000); }
.button.danger-plain { border-color: var(--line); color: var(--danger); box-shadow: var(--shadow); }
.button.danger-plain:hover { background: var(--danger-fill); }
.inline { display: inline-flex; margin: 0; }
.side-foot .inline { display: grid; }
.copy { display: inline-grid; place-content: center; inline-size: 28px; block-size: 28px; margin-block: -4px; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--soft); cursor: pointer; }
.copy[hidden] { display: none; }
.copy:hover { background: var(--fill); color: var(--ink); }
.copy[data-copied] { color: var(--good); }
.copyable { display: inline-flex; align-items: center; gap: 4px; max-inline-size: 100%; }
.copyable code { overflow-wrap: anywhere; }

/* Forms. */
.form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; margin: 0; }
.form > .buttons { padding-block-start: 4px; }
.field { display: grid; gap: 6px; align-content: start; min-inline-size: 0; }
label, legend { font-weight: 500; overflow-wrap: anywhere; }
label .soft { font-weight: 400; font-size: .8125rem; }
.input { inline-size: 100%; min-inline-size: 0; min-block-size: var(--control); margin: 0; padding: 7px 12px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); color: inherit; font: inherit; }
.input.code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .8125rem; }
textarea.input { resize: vertical; }
.input[aria-invalid] { border-color: var(--danger); }
.input::placeholder { color: var(--soft); opacity: 1; }
select.input { padding-inline-end: 8px; }
.hint { color: var(--soft); font-size: .8125rem; }
.error { display: flex; gap: 6px; color: var(--danger); font-size: .8125rem; }
.error .icon { margin-block-start: 2px; }
.check { display: grid; grid-template-columns: 16px 1fr; gap: 2px 10px; align-items: center; }
.check input { inline-size: 16px; block-size: 16px; margin: 0; accent-color: var(--primary); }
.check .hint { grid-column: 2; }
.check label { font-weight: 400; }
.alert, .done { display: flex; gap: 10px; align-items: flex-start; padding: 10px 14px; border: 1px solid color-mix(in oklab, var(--danger) 30%, var(--card)); border-radius: 8px; background: var(--danger-fill); color: var(--danger); }
.done { margin-block-end: 20px; border-color: color-mix(in oklab, var(--good) 30%, var(--card)); background: var(--good-fill); color: var(--good); }
.alert .icon, .done .icon { margin-block-start: 2px; }
.notice { padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--fill); }
.filters { display: grid; gap: 12px; margin-block-end: 16px; }
.search { display: flex; gap: 8px; }
.search .input { flex: 1; max-inline-size: 480px; }
.filter-row { display: grid; grid-template-columns: repeat(auto-fill, minmax(152px, 1fr)); gap: 12px; align-items: end; font-size: .8125rem; }
details.more > summary { inline-size: fit-content; color: var(--soft); font-size: .8125rem; font-weight: 500; cursor: pointer; border-radius: 4px; }
details.more > summary:hover { color: var(--ink); }
details.more[open] > summary { margin-block-end: 12px; }

/* Lists and tables. */
.facts { display: grid; gap: 12px 24px; }
.facts > div { display: grid; grid-template-columns: minmax(120px, 200px) minmax(0, 1fr); gap: 4px 16px; align-items: baseline; }
dt { color: var(--soft); font-size: .8125rem; }
dd { overflow-wrap: anywhere; }
.lines > li { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; padding: 14px 24px; }
.lines > li + li { border-block-start: 1px solid var(--line); }
.line { display: flex; flex: 1 1 240px; flex-wrap: wrap; gap: 4px 10px; align-items: center; min-inline-size: 0; overflow-wrap: anywhere; }
.disclosure { padding: 14px 24px; }
.disclosure > summary { inline-size: fit-content; list-style: none; }
.disclosure > summary::-webkit-details-marker { display: none; }
.disclosure[open] > summary .icon { rotate: 45deg; }
.disclosure > .form { padding-block: 16px 6px; }
.card > .lines + .disclosure, .card > .empty + .disclosure { border-block-start: 1px solid var(--line); }
p.empty { justify-items: start; padding: 14px 24px; text-align: start; }
.card > .lines + .form, .card > .empty + .form { border-block-start: 1px solid var(--line); }
.badge { display: inline-flex; align-items: center; padding: 1px 8px; border-radius: 999px; background: var(--fill); color: var(--ink); font-size: .75rem; line-height: 1.5; font-weight: 500; white-space: nowrap; }
.badge.good { background: var(--good-fill); color: var(--good); }
.badge.warning { background: var(--warning-fill); color: var(--warning); }
.badge.danger { background: var(--danger-fill); color: var(--danger); }
.table-card { overflow-x: auto; }
table { inline-size: 100%; border-collapse: collapse; }
th, td { padding: 10px 12px; text-align: start; vertical-align: middle; }
:is(th, td):first-child { padding-inline-start: 20px; }
:is(th, td):last-child { padding-inline-end: 20px; }
thead th { color: var(--soft); font-size: .7812rem; line-height: 1.28; font-weight: 500; white-space: nowrap; }
thead th:has(> a) { padding-block: 4px; }
tbody tr { border-block-start: 1px solid var(--line); }
tbody tr:hover { background: color-mix(in oklab, var(--fill) 50%, var(--card)); }
tbody tr:last-child :is(th, td):first-child { border-end-start-radius: 11px; }
tbody tr:last-child :is(th, td):last-child { border-end-end-radius: 11px; }
tbody th { font-weight: 400; }
td { overflow-wrap: anywhere; }
td .clip { display: block; max-inline-size: 260px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.count { margin-block-end: 8px; font-size: .8125rem; }
td time, td .badge { white-space: nowrap; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
.sort { display: inline-flex; align-items: center; gap: 4px; min-block-size: 28px; margin-inline: -6px; padding-inline: 6px; border-radius: 6px; color: inherit !important; text-decoration: none; }
.sort:hover { background: var(--fill); color: var(--ink) !important; }
.sort .icon { inline-size: 12px; block-size: 12px; }
.pager { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between; margin-block-start: 12px; font-size: .8125rem; }
.tabs { margin-block: 20px 24px; border-block-end: 1px solid var(--line); overflow-x: auto; scrollbar-width: none; }
.tabs ul { display: flex; gap: 4px; }
.tabs a { display: block; margin-block-end: -1px; padding: 8px 12px 10px; border-block-end: 2px solid transparent; color: var(--soft); font-weight: 500; text-decoration: none; white-space: nowrap; outline-offset: -2px; }
.tabs a:hover { color: var(--ink); }
.tabs a[aria-current] { border-color: var(--primary); color: var(--ink); }

/* People. */
.person { display: flex; gap: 12px; align-items: center; min-inline-size: 0; }
.person > span:last-child { display: grid; min-inline-size: 0; }
.person > span:last-child { max-inline-size: 240px; overflow-wrap: anywhere; }
.person .soft { font-size: .8125rem; }
.picture { flex: none; inline-size: 32px; block-size: 32px; border-radius: 50%; object-fit: cover; background: var(--fill); }
.picture.large { inline-size: 64px; block-size: 64px; }
.picture.broken { visibility: hidden; }
.profile { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
.profile > div { display: grid; gap: 4px; flex: 1 1 240px; min-inline-size: 0; }
.badges { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }

/* A question over the page. */
dialog { inline-size: min(480px, calc(100% - 32px)); margin: auto; padding: 24px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); color: inherit; box-shadow: 0 1px 2px #0003, 0 24px 64px -12px #0006; }
dialog::backdrop { background: light-dark(#1c1d2266, #000a); }
dialog h2, .question h1 { font-size: 1.0625rem; line-height: 1.41; }

/* Sign-in. */
body.alone { display: grid; grid-template-columns: none; align-content: center; justify-items: center; padding: 24px 16px; }
.alone main { max-inline-size: 400px; padding: 0; }
.alone .brand { justify-content: center; margin-block-end: 20px; font-size: .9375rem; }
.alone .card { padding: 32px 40px; box-shadow: 0 1px 2px light-dark(#1c1d220d, #0006), 0 12px 32px -12px light-dark(#1c1d2226, #0009); }
.alone .card > .form { padding: 0; }
.alone h1 { margin-block-end: 4px; font-size: 1.0625rem; line-height: 1.41; }
.alone .card > p { margin-block-start: 12px; }
.alone .done { margin: 0; }
[hidden] { display: none; }
${HUES}

@media (max-width: 767px) {
  body { display: block; }
  .bar { position: sticky; inset-block-start: 0; z-index: 2; display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 8px 16px; border-block-end: 1px solid var(--line); background: var(--ground); }
  .side .menu-button { display: inline-flex; }
  .side[popover] { position: fixed; inset: 0 0 0 auto; inline-size: min(304px, calc(100% - 48px)); block-size: 100dvh; padding-block-start: 8px; border: 0; border-inline-start: 1px solid var(--line); box-shadow: 0 0 48px #0004; }
  .side[popover]:not(:popover-open) { display: none; }
  .side::backdrop { background: light-dark(#1c1d2266, #000a); }
  .side-head { padding-inline-end: 0; }
  main { padding: 20px 16px 48px; }
  .card > .form, .card > .facts, .pad { padding: 16px; }
  .lines > li, .disclosure, p.empty { padding: 12px 16px; }
  .facts > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .tabs { margin-inline: -16px; padding-inline: 8px; }
  .table-card { border: 0; background: none; box-shadow: none; overflow: visible; }
  .table-card :is(table, tbody) { display: grid; gap: 8px; }
  .table-card thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  .table-card tr { display: grid; gap: 6px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); box-shadow: var(--shadow); }
  .table-card tbody :is(th, td), .table-card tbody :is(th, td):is(:first-child, :last-child) { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: center; justify-content: space-between; padding: 0; text-align: start; }
  .table-card tbody th { padding-block-end: 4px; overflow-wrap: anywhere; }
  .table-card tbody :is(th, td) > * { min-inline-size: 0; }
  .table-card td::before { content: attr(data-label); color: var(--soft); font-size: .8125rem; }
  .table-card td[data-label='']::before { content: none; }
  .filter-row { grid-template-columns: 1fr 1fr; }
}
@media (max-width: 419px) {
  .alone .card { padding-inline: 24px; }
}
@media (pointer: coarse) {
  :root { --control: 44px; }
  .input { font-size: 1rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .button, .input, .side-pages a { transition: background-color 120ms, border-color 120ms; }
}
@media (forced-colors: active) {
  .card, .button, .badge, dialog, .picture { border: 1px solid; }
  .tabs a[aria-current], .side-pages a[aria-current] { border: 2px solid Highlight; }
}
`;
