import type { ElementsLevel } from './elements.ts';
import { addGroup, addRule, type Rules, rulesIn } from './layers.ts';
import { optionRules } from './option-rules.ts';
import { scaleRules } from './scale-rules.ts';
import { themeTokens } from './theme-tokens.ts';
import type { Appearance } from './types.ts';
import { writeVariables } from './variables.ts';

/** What a look is made of, themes included; each list is in ascending precedence. */
export interface Layers {
  /** From the instance: below everything of the page. */
  readonly below: readonly Appearance[];
  readonly layers: readonly Appearance[];
  readonly options: ReadonlyMap<string, unknown>;
  /** Cascade layer of the page for the rules; undefined for none. */
  readonly layer: string | undefined;
}

/**
 * Writes the variables of all appearances as rules, and returns their elements with the place of each in the sheet.
 *
 * @param scope class to which the rules of the page are limited
 */
export function writeLayers(
  sheet: CSSStyleSheet,
  scope: string,
  { below, layers, options, layer }: Layers,
): ElementsLevel[] {
  const levels: ElementsLevel[] = [];
  // The properties of the instance go to the root, in the layer of the default look.
  const lowest = addGroup(sheet, '@layer clerk');
  for (const each of below) write(lowest, ':where(:root, :host)', each);
  const rules = rulesIn(sheet, layer);
  for (const each of layers) write(rules, `.${scope}`, each);
  for (const each of optionRules(options)) write(rules, '', each, true);
  return levels;

  function write(into: Rules, selector: string, appearance: Appearance, isDerived = false): void {
    const { variables, strategy, elements: given } = appearance;
    if (variables) {
      writeVariables(addRule(into, selector).style, variables);
      for (const each of scaleRules(variables)) write(into, selector, each, true);
    }
    const elements = typeof given === 'function' ? given({ theme: themeTokens }) : given;
    if (elements) levels.push({ elements, strategy, rules: into, isDerived });
  }
}
