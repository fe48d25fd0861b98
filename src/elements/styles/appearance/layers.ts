/** Where rules are written: a sheet, or a group of rules in it. */
export type Rules = CSSStyleSheet | CSSGroupingRule;

/** Adds an empty rule. Its declarations are set through the CSS object model, so that no value can add others. */
export function addRule(rules: Rules, selector: string): CSSStyleRule {
  return rules.cssRules[rules.insertRule(`${selector}{}`, rules.cssRules.length)] as CSSStyleRule;
}

/** Adds a group of rules, such as `@media (…)`. */
export function addGroup(rules: Rules, prelude: string): CSSGroupingRule {
  return rules.cssRules[rules.insertRule(`${prelude}{}`, rules.cssRules.length)] as CSSGroupingRule;
}

/** Returns where the rules of a sheet go: into the cascade layer of that name, if there is one. */
export function rulesIn(sheet: CSSStyleSheet, layer: string | undefined): Rules {
  return layer ? addGroup(sheet, `@layer ${layer}`) : sheet;
}

/** Returns whether a text can be the name of a cascade layer. */
export function isLayer(name: string | undefined): name is string {
  return !!name && /^[\w.-]+$/.test(name);
}
