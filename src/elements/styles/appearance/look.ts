import { type Native, native } from '../../../client/platform/native.ts';
import { followSurface, LIGHT_THEMES } from './color-scheme.ts';
import { formsOf, writeElements } from './elements.ts';
import { addGroup, addRule, type Rules, rulesIn } from './layers.ts';
import { optionRules } from './option-rules.ts';
import { readOptions } from './options.ts';
import { scaleRules } from './scale-rules.ts';
import { themeTokens } from './theme-tokens.ts';
import { withThemes } from './themes.ts';
import type { Appearance, Appearances, Look } from './types.ts';
import { writeVariables } from './variables.ts';

/**
 * Compiles appearances into constructable sheets and a table of class names. Values are set through the CSS object
 * model, so that none can end its declaration and add others.
 *
 * @param appearances in ascending precedence
 * @param scope class to which the rules are limited
 * @param element whose rendering is dressed: each result of its `render()` passes through `dress()`
 */
export function createLook([instance, ...page]: Appearances, scope: string, element?: object): Look {
  const sheet = new CSSStyleSheet();
  const added = new Map<string, string[]>();
  const below = withThemes([instance]);
  const layers = withThemes(page);
  const options = readOptions(layers);
  const all = [...layers, ...optionRules(options)];
  const whole = addRule(sheet, `.${scope}`).style;

  // The theme of the instance is below everything of the page: its properties go to the root, in the layer of the default look.
  const lowest = addGroup(sheet, '@layer clerk');
  for (const layer of below) write(lowest, ':where(:root, :host)', layer);
  const rules = rulesIn(sheet, layers.findLast((appearance) => appearance.cssLayerName)?.cssLayerName);
  for (const layer of all) write(rules, `.${scope}`, layer);

  function write(into: Rules, selector: string, { variables, elements }: Appearance): void {
    if (variables) writeVariables(addRule(into, selector).style, variables);
    const derived = scaleRules(variables ?? {}).map((each) => each.elements);
    for (const each of [...derived, elements]) {
      if (each) writeElements(into, scope, typeof each === 'function' ? each({ theme: themeTokens }) : each, added);
    }
  }

  const isLight =
    layers.some(({ name }) => LIGHT_THEMES.has(name)) &&
    !layers.some(({ variables }) => variables?.['colorBackground']);
  const hasSurface = [...below, ...layers].some(({ variables }) => variables);
  let root: Native<Document | ShadowRoot> | undefined;
  let stop: AbortController | undefined;
  const look: Look = {
    classes(key, id, states) {
      const own = formsOf(key, id, states).flatMap((form) => added.get(form) ?? []);
      return own.length > 0 ? ['cl-styled', ...own].join(' ') : '';
    },
    option: (option) => options.get(option),
    dress: (result) => result,
    adopt(node) {
      // Routers move nodes through a document that no window shows.
      if (!native(node.ownerDocument as Document).defaultView) return;
      root = native(node.getRootNode() as Document | ShadowRoot);
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
      stop?.abort();
      stop = new AbortController();
      if (isLight) whole.colorScheme = 'light';
      else if (hasSurface && node instanceof Element) followSurface(whole, node, stop.signal);
    },
    drop() {
      stop?.abort();
      if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
  if (element) dressRendering(element, look);
  return look;
}

/**
 * Passes what an element renders through a look. The function becomes an own property, which hides the method of the
 * class: the base of all elements, which every page loads, needs no code for it.
 */
function dressRendering(element: object, look: Look): void {
  const { render } = Object.getPrototypeOf(element) as { render(): unknown };
  Object.assign(element, { render: () => look.dress(render.call(element)) });
}
