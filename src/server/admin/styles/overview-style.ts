/** What the overview shows: figures, and the plot. Colours of the series differ in brightness, too. */
export const OVERVIEW_STYLE = `
:root {
  --bar: light-dark(#7d88ea, #5f69d6);
  --dot: light-dark(#26307f, #c9cfff);
}
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 168px), 1fr)); gap: 12px; }
.figures a { display: grid; align-content: start; gap: 2px; block-size: 100%; padding: 16px 20px; color: inherit; text-decoration: none; }
.figures a:hover { background: color-mix(in oklab, var(--fill) 50%, var(--card)); border-radius: 11px; }
.figures .name { color: var(--soft); font-size: .8125rem; font-weight: 500; }
.figures b { font-size: 1.5rem; line-height: 1.33; overflow-wrap: anywhere; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures .bad { color: var(--danger); }
.figures .soft { font-size: .7812rem; line-height: 1.28; }
.switch { display: inline-flex; flex-wrap: wrap; padding: 2px; border: 1px solid var(--line); border-radius: 10px; background: var(--fill); }
.switch a { display: inline-flex; align-items: center; min-block-size: calc(var(--control) - 6px); padding: 4px 12px; border-radius: 8px; color: var(--soft); font-size: .8125rem; font-weight: 500; text-decoration: none; white-space: nowrap; }
.switch a:hover { color: var(--ink); }
.switch a[aria-current] { background: var(--card); color: var(--ink); box-shadow: 0 0 0 1px var(--line), var(--shadow); }
.plot { margin: 0; padding: 20px 24px 16px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin-block-end: 20px; font-size: .8125rem; }
.legend > span { display: inline-flex; align-items: center; gap: 8px; }
.swatch { position: relative; inline-size: 16px; block-size: 12px; }
.swatch.of-bars { inline-size: 10px; border-radius: 2px; background: var(--bar); }
.swatch.of-dots::before { content: ''; position: absolute; inset: 5px 0 auto; block-size: 2px; border-radius: 1px; background: var(--dot); }
.swatch.of-dots::after { content: ''; position: absolute; inset: 3px 5px auto; block-size: 6px; border-radius: 3px; background: var(--dot); }
.plot-area { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 12px; }
.plot-y { display: flex; flex-direction: column; justify-content: space-between; color: var(--soft); font-size: min(.75rem, 15px); text-align: end; font-variant-numeric: tabular-nums; }
.plot-y span { display: flex; align-items: center; justify-content: flex-end; block-size: 0; }
.plot-drawing { display: block; inline-size: 100%; block-size: 240px; overflow: visible; }
.plot-drawing path { fill: none; vector-effect: non-scaling-stroke; }
.plot-grid { stroke: var(--line); stroke-width: 1; }
.plot-grid path:last-child { stroke: var(--edge); }
.plot-bars { fill: var(--bar); }
.plot-line { stroke: var(--dot); stroke-width: 2; stroke-linejoin: round; }
.plot-line.unfinished { stroke-dasharray: 5 5; }
.plot-dots { stroke: var(--dot); stroke-width: 7; stroke-linecap: round; }
.plot-columns { fill: transparent; }
.plot-columns rect:hover { fill: color-mix(in oklab, var(--edge) 18%, transparent); }
.plot-x { grid-column: 2; display: grid; padding-block-start: 8px; color: var(--soft); font-size: min(.75rem, 15px); line-height: 1.33; }
.plot-x.of-30 { grid-template-columns: repeat(30, minmax(0, 1fr)); }
.plot-x.of-12 { grid-template-columns: repeat(12, minmax(0, 1fr)); }
.plot-x span { display: flex; justify-content: center; min-block-size: 16px; white-space: nowrap; }
.plot-x span:last-child { justify-content: flex-end; }
.plot-table { margin-block-start: 16px; }
@media (max-width: 767px) {
  .section-head > .switch { inline-size: 100%; }
  .section-head > .switch a { flex: 1; justify-content: center; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); }
  .figures a { padding: 14px 16px; }
  .figures li:nth-child(odd):last-child { grid-column: 1 / -1; }
  .plot { padding: 16px; }
  .plot-drawing { block-size: 200px; }
}
@media (forced-colors: active) {
  .plot-bars { fill: GrayText; }
  .swatch.of-bars { background: GrayText; forced-color-adjust: none; }
  .swatch.of-dots::before, .swatch.of-dots::after { background: CanvasText; forced-color-adjust: none; }
  .plot-line, .plot-dots { stroke: CanvasText; }
  .switch a[aria-current] { border: 2px solid Highlight; }
}
`;
