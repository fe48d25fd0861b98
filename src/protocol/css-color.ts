const NAMES: Readonly<Record<string, number>> = { black: 0, white: 1 };

/**
 * Returns how light a CSS color is, from 0 to 1; undefined for one that shows what is behind it, and in notations that say it
 * otherwise, such as `var()`. It reads the colors that browsers compute, and hex, `rgb()`, `hsl()`, `oklch()` and the like.
 *
 * @example lightnessOf('#fff') // 1
 */
export function lightnessOf(color: string): number | undefined {
  const text = color.trim().toLowerCase();
  const hex = /^#([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.exec(text)?.[1];
  if (hex) return ofHex(hex);
  const [name = '', values = ''] = text.replace('color(', '').split(/[( ]([^]*)/);
  const channels = [...values.replaceAll('none', '0').matchAll(/([\d.]+(?:e-\d+)?)(%?)/g)];
  const [first = 0, second = 0, third = 0, alpha = 1] = channels.map(([, number, percent]) =>
    percent && !/^(rgb|l(ab|ch))/.test(name) ? Number(number) / 100 : Number(number),
  );
  // What shows through says nothing about what is behind it.
  if (alpha < 0.5) return undefined;
  if (name.startsWith('ok')) return first;
  if (/^l(ab|ch)/.test(name)) return first / 100;
  if (name.startsWith('hsl')) return third;
  const isPercent = channels[0]?.[2] === '%';
  const most = name.startsWith('rgb') ? (isPercent ? 100 : 255) : 1;
  return /rgb|p3|rec|xyz|prophoto/.test(name) ? luma(first, second, third) / most : NAMES[text];
}

function ofHex(hex: string): number | undefined {
  const size = hex.length < 6 ? 1 : 2;
  const at = (index: number) => Number.parseInt(hex.slice(index * size, (index + 1) * size).repeat(3 - size), 16) / 255;
  return at(3) < 0.5 ? undefined : luma(at(0), at(1), at(2));
}

function luma(red: number, green: number, blue: number): number {
  return 0.3 * red + 0.59 * green + 0.11 * blue;
}
