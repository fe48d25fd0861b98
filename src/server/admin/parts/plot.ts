import { type Html, html } from '../../lib/html.ts';
import { number } from '../texts.ts';

/** A period of a plot. */
export interface PlotPoint {
  /** Below the axis, such as `30 Nov`. */
  label: string;
  bar: number;
  dot: number;
  /** What is shown on hover. */
  title: string;
}

/** Units of the drawing. The style sheet stretches it to the width of the card, and lines keep their thickness. */
const WIDTH = 1200;
const HEIGHT = 240;
/** Most lines above the lowest one. */
const TICKS = 4;
/** Part of its column that a bar takes. */
const BAR = 0.56;

/**
 * Draws two series over one axis: one as bars, the other as a line with dots, so that they differ without their colours
 * too. The last period is not over, so its line is dashed. Labels are text beside the drawing, which stays as large as other text whatever the width.
 *
 * @param summary what a screen reader says in place of the drawing
 */
export function plot({
  points,
  bars,
  dots,
  summary,
}: {
  points: readonly PlotPoint[];
  /** Names of the series. */
  bars: string;
  dots: string;
  summary: string;
}): Html {
  const step = stepOf(Math.max(1, ...points.flatMap(({ bar, dot }) => [bar, dot])));
  const most = Math.max(...points.flatMap(({ bar, dot }) => [bar, dot]), 1);
  const ticks = Array.from({ length: Math.ceil(most / step) + 1 }, (_, i) => i * step).toReversed();
  const top = ticks[0] ?? 1;
  const column = WIDTH / points.length;
  const y = (value: number): number => round(HEIGHT - (value / top) * HEIGHT);
  const x = (index: number): number => round((index + 0.5) * column);
  const lineOf = (from: number, to?: number): string =>
    `M${points
      .map(({ dot }, i) => `${x(i)} ${y(dot)}`)
      .slice(from, to)
      .join('L')}`;
  return html`<figure class="plot">
<figcaption class="legend"><span><span class="swatch of-bars"></span>${bars}</span><span><span class="swatch of-dots"></span>${dots}</span></figcaption>
<div class="plot-area">
<div class="plot-y" aria-hidden="true">${ticks.map((tick) => html`<span>${number(tick)}</span>`)}</div>
<svg class="plot-drawing" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${summary}">
<g class="plot-grid">${ticks.map((tick) => html`<path d="M0 ${y(tick)}H${WIDTH}"/>`)}</g>
<g class="plot-bars">${points.map(
    ({ bar }, i) =>
      bar > 0 &&
      html`<rect x="${round((i + (1 - BAR) / 2) * column)}" y="${y(bar)}" width="${round(column * BAR)}" height="${round(HEIGHT - y(bar))}"/>`,
  )}</g>
<path class="plot-line" d="${lineOf(0, -1)}"/>
<path class="plot-line unfinished" d="${lineOf(-2)}"/>
<path class="plot-dots" d="${points.map(({ dot }, i) => `M${x(i)} ${y(dot)}h0.01`).join('')}"/>
<g class="plot-columns">${points.map(
    ({ title }, i) =>
      html`<rect x="${round(i * column)}" y="0" width="${round(column)}" height="${HEIGHT}"><title>${title}</title></rect>`,
  )}</g>
</svg>
<div class="plot-x of-${points.length}" aria-hidden="true">${points.map(({ label }, i) => html`<span>${isLabelled(i, points.length) && label}</span>`)}</div>
</div>
</figure>`;
}

/** Some columns have a label, counted from the last one, so that labels do not touch on a narrow screen. */
function isLabelled(index: number, count: number): boolean {
  return (count - 1 - index) % (count > 14 ? 7 : 3) === 0;
}

/** Returns the distance of the lines: 1, 2 or 5, or one of them with zeros behind it. */
function stepOf(most: number): number {
  const exact = most / TICKS;
  const power = 10 ** Math.floor(Math.log10(exact));
  const factor = [1, 2, 5, 10].find((each) => each * power >= exact) ?? 10;
  return Math.max(1, factor * power);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
