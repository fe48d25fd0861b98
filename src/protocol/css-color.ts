const NAMES: Readonly<Record<string, string>> = { black: '#000', white: '#fff' };

/** Returns how light a computed color is, from 0 to 1; undefined in a notation that says it otherwise. */
export function lightnessOf(color: string): number | undefined {
  const [name = '', values = ''] = color.replace('color(', '').split(/[( ]([^]*)/);
  const [first = 0, second = 0, third = 0, alpha = 1] = [...values.matchAll(/[\d.]+(?:e-\d+)?/g)].map(Number);
  // What shows through says nothing about what is behind it.
  if (alpha < 0.5) return undefined;
  if (name.startsWith('ok')) return first;
  if (/^l(ab|ch)/.test(name)) return first / 100;
  const most = name.startsWith('rgb') ? 255 : 1;
  return /rgb|p3|rec|xyz|prophoto/.test(name) ? (0.3 * first + 0.59 * second + 0.11 * third) / most : undefined;
}

/** Returns the color scheme that fits a surface of this lightness. */
export function schemeFor(lightness: number): 'dark' | 'light' {
  return lightness < 0.6 ? 'dark' : 'light';
}

/**
 * Returns how light a color is that somebody has written: as {@link lightnessOf}, and in hex, in `hsl()`, with percentages, and
 * by the names of black and white. Undefined for `var()` and other names.
 *
 * @example writtenLightnessOf('#fff') // 1
 */
export function writtenLightnessOf(written: string): number | undefined {
  const trimmed = written.trim().toLowerCase();
  const text = NAMES[trimmed] ?? trimmed;
  const hex = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.exec(text)?.[1];
  if (hex) return lightnessOf(`color(srgb ${channelsOf(hex).join(' ')})`);
  const isRgb = text.startsWith('rgb');
  // Computed colors have numbers alone.
  const numbers = text
    .replaceAll('none', '0')
    .replaceAll(/([\d.]+)%/g, (_, percent: string) => String(Number(percent) / 100))
    .replace(/^(lab|lch)\(([\d.]+)/, (_, name: string, first: string) =>
      /^\w+\([\d.]+%/.test(text) ? `${name}(${Number(first) * 100}` : `${name}(${first}`,
    );
  if (text.startsWith('hsl')) return hslLightness(numbers);
  return lightnessOf(isRgb && text.includes('%') ? numbers.replace(/^rgba?\(/, 'color(srgb ') : numbers);
}

function channelsOf(hex: string): number[] {
  const size = hex.length < 6 ? 1 : 2;
  const channels = hex.match(new RegExp(`.{${size}}`, 'g')) ?? [];
  return channels.map((channel) => Number.parseInt(channel.repeat(3 - size), 16) / 255);
}

function hslLightness(text: string): number | undefined {
  const [, , lightness, alpha = 1] = [...text.matchAll(/[\d.]+/g)].map(Number);
  return alpha < 0.5 ? undefined : lightness;
}
