import { type Native, native } from '../../../client/platform/native.ts';
import { formsOf, writeElements } from './elements.ts';
import { addRule, rulesIn } from './layers.ts';
import { withThemes } from './themes.ts';
import type { Appearance, Look } from './types.ts';
import { writeVariables } from './variables.ts';

/**
 * Compiles appearances into one constructable sheet and a table of class names. Values are set through the CSS object
 * model, so that none can end its declaration and add others.
 *
 * @param appearances in ascending precedence
 * @param scope class to which the rules are limited
 * @param element whose rendering is dressed: each result of its `render()` passes through `dress()`
 */
export function createLook(appearances: readonly (Appearance | undefined)[], scope: string, element?: object): Look {
  const layers = appearances.flatMap(withThemes);
  const sheet = new CSSStyleSheet();
  const added = new Map<string, string[]>();
  const rules = rulesIn(sheet, layers.findLast((appearance) => appearance.cssLayerName)?.cssLayerName);

  for (const { variables, elements } of layers) {
    if (variables) writeVariables(addRule(rules, `.${scope}`).style, variables);
    if (elements) writeElements(rules, scope, elements, added);
  }

  let root: Native<Document | ShadowRoot> | undefined;
  const look: Look = {
    classes(key, id, states) {
      const own = formsOf(key, id, states).flatMap((form) => added.get(form) ?? []);
      return own.length > 0 ? ['cl-styled', ...own].join(' ') : '';
    },
    dress: (result) => result,
    adopt(node) {
      // Routers move nodes through a document that no window shows.
      if (!native(node.ownerDocument as Document).defaultView) return;
      root = native(node.getRootNode() as Document | ShadowRoot);
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    },
    drop() {
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
