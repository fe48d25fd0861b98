import { toCamelCase } from '../../../protocol/letter-case.ts';
import type { Appearance, EarlyTheme } from './types.ts';

type Values = Readonly<Record<string, string | number | undefined>>;

/** Turns the theme object of Clerk's early releases into an appearance. Keys may be in snake case. */
export function readEarlyTheme({ general, buttons }: EarlyTheme): Appearance {
  const all = camelCased(general);
  const button = camelCased(buttons);
  const shadow = all['boxShadow'];
  return {
    variables: {
      colorPrimary: all['color'],
      colorBackground: all['backgroundColor'],
      colorForeground: all['fontColor'],
      fontFamily: all['fontFamily'],
      borderRadius: all['borderRadius'],
      colorPrimaryForeground: button['fontColor'],
      fontFamilyButtons: button['fontFamily'],
    },
    elements: {
      formFieldLabel: { fontWeight: all['labelFontWeight'] },
      card: { padding: all['padding'] },
      cardBox: { boxShadow: shadow },
      userButtonPopoverCard: { boxShadow: shadow },
      ...Object.fromEntries(BUTTONS.map((key) => [key, { fontWeight: button['fontWeight'] }])),
    },
  };
}

/** The keys of buttons with a label. */
const BUTTONS = [
  'formButtonPrimary',
  'formButtonReset',
  'socialButtonsBlockButton',
  'socialButtonsIconButton',
  'alternativeMethodsBlockButton',
];

function camelCased(values: object | undefined): Values {
  return Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [toCamelCase(name), value]));
}
