import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writtenLightnessOf } from '../../src/protocol/css-color.ts';

const COLORS: readonly (readonly [color: string, least: number, most: number])[] = [
  ['#fff', 1, 1],
  ['#000000', 0, 0],
  ['#0b1220', 0, 0.15],
  ['#0B1220FF', 0, 0.15],
  ['white', 1, 1],
  ['rgb(11, 18, 32)', 0, 0.15],
  ['rgb(100% 100% 100%)', 1, 1],
  ['rgb(none none none)', 0, 0],
  ['color(srgb 1 1 1)', 1, 1],
  ['hsl(220 50% 10%)', 0.1, 0.1],
  ['oklch(0.21 0.008 265)', 0.21, 0.21],
  ['oklch(21% 0.008 265)', 0.21, 0.21],
  ['lab(98 0 0)', 0.98, 0.98],
  ['lab(98% 0 0)', 0.98, 0.98],
  ['oklab(0.9 -0.1 0.1 / 80%)', 0.9, 0.9],
];

test('reads how light a color is in the notations of settings and of browsers', () => {
  for (const [color, least, most] of COLORS) {
    const lightness = writtenLightnessOf(color) ?? Number.NaN;
    assert.ok(lightness > least - 0.005 && lightness < most + 0.005, `${color}: ${lightness}`);
  }
});

test('knows nothing of what shows through, of a variable, and of a name', () => {
  for (const color of [
    '#fff3',
    '#ffffff00',
    'rgb(0 0 0 / 0.2)',
    'transparent',
    'var(--card)',
    'rebeccapurple',
    '',
    '#12',
  ]) {
    assert.equal(writtenLightnessOf(color), undefined, color);
  }
});
