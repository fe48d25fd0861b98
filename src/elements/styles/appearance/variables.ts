import { toKebabCase } from '../../../protocol/letter-case.ts';

/** Variables whose token has another name, among them the names of version 5. */
const VARIABLES: Readonly<Record<string, string>> = {
  colorText: 'color-foreground',
  colorTextSecondary: 'color-muted-foreground',
  colorTextOnPrimaryBackground: 'color-primary-foreground',
  colorInputBackground: 'color-input',
  colorModalBackdrop: 'color-backdrop',
  spacingUnit: 'spacing',
  borderRadius: 'radius',
};

/** Sets the tokens that `appearance.variables` names. */
export function writeVariables(style: CSSStyleDeclaration, variables: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const token = VARIABLES[name] ?? toKebabCase(name);
    const single = typeof value === 'object' && value ? ((value as Record<string, unknown>)['500'] ?? '') : value;
    style.setProperty(`--clerk-${token}`, String(single));
  }
}
