import { toKebabCase } from '../../../protocol/letter-case.ts';
import { complain } from './complain.ts';

/** The variables of Clerk's appearance. Each is a CSS property as well: `--clerk-` and its name in kebab case. */
export const VARIABLES = [
  'colorPrimary',
  'colorPrimaryForeground',
  'colorDanger',
  'colorSuccess',
  'colorWarning',
  'colorNeutral',
  'colorForeground',
  'colorMuted',
  'colorMutedForeground',
  'colorBackground',
  'colorInput',
  'colorInputForeground',
  'colorShimmer',
  'colorRing',
  'colorShadow',
  'colorBorder',
  'colorModalBackdrop',
  'fontFamily',
  'fontFamilyButtons',
  'fontFamilyMono',
  'fontSize',
  'fontWeight',
  'borderRadius',
  'spacing',
] as const;

/** Names of version 5. */
const ALIASES: Readonly<Record<string, string>> = {
  colorText: 'colorForeground',
  colorTextSecondary: 'colorMutedForeground',
  colorTextOnPrimaryBackground: 'colorPrimaryForeground',
  colorInputText: 'colorInputForeground',
  colorInputBackground: 'colorInput',
  spacingUnit: 'spacing',
};

/** Variables that take an object, and the properties that its keys set. */
const SCALES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  colorPrimary: { 500: '--clerk-color-primary', 600: '--cl-primary-hover' },
  colorDanger: { 500: '--clerk-color-danger' },
  colorSuccess: { 500: '--clerk-color-success' },
  colorWarning: { 500: '--clerk-color-warning' },
  colorNeutral: { 500: '--clerk-color-neutral' },
  fontWeight: {
    normal: '--clerk-font-weight-normal',
    medium: '--clerk-font-weight-medium',
    semibold: '--clerk-font-weight-semibold',
    bold: '--clerk-font-weight-bold',
  },
  fontSize: {
    sm: '--clerk-font-size-sm',
    md: '--clerk-font-size',
    lg: '--clerk-font-size-lg',
  },
};

/** The CSS property that has to accept the values of a variable, and what such a value is called. */
const KINDS: readonly (readonly [start: string, property: string, kind: string, example: string])[] = [
  ['color', 'color', 'a CSS color', '#4455ee or var(--brand)'],
  ['fontFamily', 'font-family', 'a list of fonts', '"Inter", sans-serif'],
  ['fontWeight', 'font-weight', 'a font weight', '500'],
  ['fontSize', 'font-size', 'a font size', '0.875rem'],
  ['', 'padding-top', 'a length', '0.5rem'],
];

/**
 * Sets the CSS properties that `appearance.variables` stands for. An unknown name and a value that CSS refuses are named
 * on the console, and the others apply.
 *
 * @param style of the rule that has the properties
 * @param variables by Clerk's names, those of version 5 included
 */
export function writeVariables(style: CSSStyleDeclaration, variables: Readonly<Record<string, unknown>>): void {
  for (const [given, value] of Object.entries(variables)) {
    if (value === undefined || value === null || value === '') continue;
    const name = ALIASES[given] ?? given;
    if (!(VARIABLES as readonly string[]).includes(name)) {
      complain(`appearance.variables.${given} is unknown. Use one of ${VARIABLES.join(', ')}.`);
    } else if (typeof value === 'object') {
      writeScale(style, given, SCALES[name] ?? {}, value as Readonly<Record<string, unknown>>);
    } else {
      write(style, given, `--clerk-${toKebabCase(name)}`, value);
    }
  }
}

/** Keys of Clerk's scales may have the name of the color in front, such as `primary500`. */
function writeScale(
  style: CSSStyleDeclaration,
  given: string,
  scale: Readonly<Record<string, string>>,
  value: Readonly<Record<string, unknown>>,
): void {
  if (!Object.keys(scale).length) return complain(`appearance.variables.${given} is an object. Give one value.`);
  for (const [key, entry] of Object.entries(value)) {
    const property = scale[key.replace(/^[a-z]+(?=\d)/, '')];
    if (property && entry !== undefined && typeof entry !== 'object') write(style, `${given}.${key}`, property, entry);
  }
}

function write(style: CSSStyleDeclaration, given: string, property: string, value: unknown): void {
  const [, css = '', kind, example] = KINDS.find(([start]) => given.startsWith(start)) ?? [];
  const number = typeof value === 'number' && css !== 'font-weight' ? `${value}px` : String(value);
  const text = number === 'none' && /radius/i.test(given) ? '0px' : number;
  // A server has no list of what browsers know.
  if (!globalThis.CSS || CSS.supports(css, text)) return style.setProperty(property, text);
  complain(`appearance.variables.${given} is not ${kind}: ${JSON.stringify(value)}. Give a value such as ${example}.`);
}
