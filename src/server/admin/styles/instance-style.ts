/** What the pages about the instance share: choices, code, notices, and secrets that are shown once. */
export const INSTANCE_STYLE = `
.choices { display: grid; gap: 8px; min-inline-size: 0; margin: 0; padding: 0; border: 0; }
.choices legend { margin-block-end: 8px; padding: 0; }
.choice-list { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 232px), 1fr)); gap: 8px 16px; }
.choice-list.wide { grid-template-columns: minmax(0, 1fr); }
.check label { overflow-wrap: anywhere; }
/* Settings. */
.jump a { color: var(--link); text-decoration: none; }
.jump a:hover { text-decoration: underline; }
.jump ul { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .8125rem; }
@media (min-width: 768px) {
  .settings table { table-layout: fixed; }
  .settings th:nth-child(1) { inline-size: 38%; }
  .settings th:nth-child(2) { inline-size: 18%; }
}
.settings .value { overflow-wrap: anywhere; }
.section { scroll-margin-block-start: 72px; }
/* What the other choice leads to. */
.choices:has([value='usual']:checked) + .event-list { display: none; }
.named { display: grid; gap: 2px; min-inline-size: 0; overflow-wrap: anywhere; }
.named .soft { font-size: .8125rem; }
.said-once { display: flex; gap: 10px; align-items: flex-start; margin-block-end: 20px; }
.said-once .icon { margin-block-start: 2px; color: var(--soft); }
.said-once > p { max-inline-size: 76ch; }
.once + .buttons { margin-block-start: 16px; }
.bar-row { display: flex; flex-wrap: wrap; gap: 12px; align-items: end; justify-content: space-between; margin-block-end: 16px; }
.bar-row form { margin: 0; }
.code-block { max-block-size: 480px; margin: 0; padding: 16px 24px; border-radius: 11px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
.code-block:focus-visible { outline-offset: -2px; }
.field-name { margin-block-end: 6px; font-weight: 500; font-size: .8125rem; }
.card > :is(.facts, .form) + .code-block { border-block-start: 1px solid var(--line); border-start-start-radius: 0; border-start-end-radius: 0; }
.after { margin-block-start: 20px; }
.done + .after { margin-block-start: 0; }
.pager.end { justify-content: flex-end; }
code.id { overflow-wrap: anywhere; }
td .button, td .copyable code, .whole { white-space: nowrap; }
.filter-row > .check { min-block-size: var(--control); align-content: center; }
@media (max-width: 767px) {
  .code-block { padding: 16px; }
  .bar-row form, .bar-row .form-row { inline-size: 100%; }
  .bar-row .form-row .field { flex: 1; }
}
`;
