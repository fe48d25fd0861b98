import { toKebabCase } from '../../../protocol/letter-case.ts';

type Group = (name: string) => string;

const COLORS: Readonly<Record<string, string>> = {
  background: 'var(--cl-bg)',
  foreground: 'var(--cl-fg)',
  'muted-foreground': 'var(--cl-dim)',
  'primary-foreground': 'var(--cl-on-primary)',
  'input-foreground': 'var(--clerk-color-input-foreground, var(--cl-fg))',
  input: 'var(--cl-input)',
  muted: 'var(--cl-muted)',
  ring: 'var(--cl-ring)',
  border: 'var(--cl-line)',
  shadow: 'var(--cl-shadow)',
  white: '#fff',
};
const SCALES: Readonly<Record<string, string>> = {
  primary: 'var(--cl-primary)',
  danger: 'var(--cl-danger)',
  neutral: 'var(--cl-neutral)',
  border: 'var(--clerk-color-border, var(--cl-neutral))',
  success: 'var(--clerk-color-success, #2a7f3f)',
  warning: 'var(--clerk-color-warning, #b35c00)',
};
const RADII: Readonly<Record<string, number>> = { sm: 0.66, md: 1, lg: 1.33, xl: 2 };
const SIZES: Readonly<Record<string, number>> = { xs: 0.8, sm: 0.93, md: 1, lg: 1.22, xl: 1.7 };

/** How each group of Clerk's tokens is said in ours. */
const GROUPS: Readonly<Record<string, Group>> = {
  colors: colorOf,
  space: lengthOf,
  sizes: lengthOf,
  radii: (name) => `calc(var(--cl-radius) * ${RADII[name] ?? 1})`,
  fontSizes: (name) => `${SIZES[name] ?? 1}em`,
  fontWeights: (name) => `var(--clerk-font-weight-${name}, ${{ medium: 500, semibold: 600, bold: 700 }[name] ?? 400})`,
  fonts: (name) => (name === 'mono' ? 'var(--clerk-font-family-mono, monospace)' : 'inherit'),
  shadows: () => '0 1px 2px var(--cl-shadow)',
};

/**
 * Stands for the theme that Clerk hands to a theme whose `elements` is a function: `theme.colors.$primary500` and the
 * like. Each token is a CSS value made of the variables, so it follows them; an unknown one is empty, which CSS skips.
 */
export const themeTokens: unknown = new Proxy(
  {},
  { get: (_, group) => new Proxy({}, { get: (_none, name) => GROUPS[String(group)]?.(String(name).slice(1)) ?? '' }) },
);

/** Returns `$primary500`, `$neutralAlpha100` or `$colorForeground`. A scale runs from the surface to the color. */
function colorOf(name: string): string {
  const [, scale = '', alpha, shade] = /^([a-z]+?)(Alpha)?(\d+)$/.exec(name) ?? [];
  const base = SCALES[scale];
  if (!base) return COLORS[toKebabCase(name).replace('color-', '')] ?? SCALES[name] ?? '';
  if (shade === '500' && !alpha) return base;
  const share = Math.min(100, Number(shade) / (alpha ? 10 : 5));
  return `color-mix(in oklab, ${base} ${share}%, ${alpha ? 'transparent' : 'var(--cl-bg)'})`;
}

/** Returns `$4` or `$1x5`: a multiple of a quarter of `spacing`. */
function lengthOf(name: string): string {
  const times = Number(name.replace('x', '.'));
  return Number.isNaN(times) ? '' : `calc(var(--cl-unit) * ${times})`;
}
