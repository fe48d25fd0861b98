import type { Appearance } from './types.ts';

const SMALL = { fontSize: 'var(--clerk-font-size-sm, 0.9286em)' };
const FONT_SIZES = {
  headerTitle: { fontSize: 'var(--clerk-font-size-lg, 1.2143em)' },
  formFieldHintText: SMALL,
  formFieldErrorText: SMALL,
  formFieldAction: SMALL,
  formResendCodeLink: SMALL,
  dividerText: SMALL,
  footer: SMALL,
};
const HOVERED = { formButtonPrimary: { '&:hover': { background: 'var(--cl-primary-hover)' } } };

/**
 * Returns the rules for what the keys of an object among the variables say beyond one value. The default style sheets
 * derive these from the one value, so that pages without such an object do not pay for them.
 */
export function scaleRules({ fontSize, colorPrimary }: Readonly<Record<string, unknown>>): Appearance[] {
  const has600 = Object.keys(Object(colorPrimary) as object).some((key) => key.endsWith('600'));
  return [
    ...(typeof fontSize === 'object' && fontSize ? [{ elements: FONT_SIZES }] : []),
    ...(typeof colorPrimary === 'object' && has600 ? [{ elements: HOVERED }] : []),
  ];
}
