import { noChange } from 'lit';
import { type Native, native, page as pageDocument } from '../../../client/platform/native.ts';
import { carryFields, type Rendering } from './carry-fields.ts';
import { followSurface, LIGHT_THEMES } from './color-scheme.ts';
import type { dress } from './dress.ts';
import { type ElementsLevel, formsOf, writeElements } from './elements.ts';
import { giveWay } from './give-way.ts';
import { addGroup, addRule, isLayer, type Rules, rulesIn } from './layers.ts';
import { optionRules } from './option-rules.ts';
import { readOptions } from './options.ts';
import type { Component } from './own-component.ts';
import { pageLayer, warnOfLayers } from './page-layer.ts';
import { scaleRules } from './scale-rules.ts';
import { themeTokens } from './theme-tokens.ts';
import { withThemes } from './themes.ts';
import type { Appearance, Appearances, Look } from './types.ts';
import { writeVariables } from './variables.ts';

/**
 * Compiles appearances into constructable sheets and a table of class names and components. Values are set through the CSS object
 * model, so that none can end its declaration and add others.
 *
 * @param appearances in ascending precedence
 * @param scope class to which the rules are limited
 * @param element whose rendering is dressed: each result of its `render()` passes through `dress()`
 * @param sheet that the rules go into; a server has one of its own
 */
export function createLook(
  [instance, ...page]: Appearances,
  scope: string,
  element?: object & Rendering,
  sheet = new CSSStyleSheet(),
): Look {
  const below = withThemes([instance]);
  const layers = withThemes(page);
  const options = readOptions(layers);
  const whole = addRule(sheet, `.${scope}`).style;

  // The theme of the instance is below everything of the page: its properties go to the root, in the layer of the default look.
  const lowest = addGroup(sheet, '@layer clerk');
  const levels: ElementsLevel[] = [];
  for (const layer of below) read(lowest, ':where(:root, :host)', layer);
  const own = layers.map(({ cssLayerName }) => cssLayerName).findLast(isLayer);
  const rules = rulesIn(sheet, own);
  for (const layer of layers) read(rules, `.${scope}`, layer);
  for (const layer of optionRules(options)) read(rules, '', layer, true);
  const around = element?.renderRoot.getRootNode() as ShadowRoot | undefined;
  const sheets = around && native(around).styleSheets ? native(around) : pageDocument;
  const lower = pageLayer(sheets, own);
  const elements = writeElements(levels, scope, rulesIn(sheet, lower));

  function read(into: Rules, selector: string, appearance: Appearance, isDerived = false): void {
    const { variables, strategy, elements: given } = appearance;
    if (variables) {
      writeVariables(addRule(into, selector).style, variables);
      for (const each of scaleRules(variables)) read(into, selector, each, true);
    }
    const each = typeof given === 'function' ? given({ theme: themeTokens }) : given;
    if (each) levels.push({ elements: each, strategy, rules: into, isDerived });
  }

  const dressed = [...elements.values()];
  const hasComponents = dressed.some(({ component }) => component);
  // Components bring their own styles, which need no layer.
  if (!own && dressed.some(({ classes }) => classes.length > 0)) warnOfLayers(sheets);
  const isDressed = hasComponents || dressed.some((one) => one.classes.length > 0 || one.strategy === 'replace');
  const isLight =
    layers.some(({ name }) => LIGHT_THEMES.has(name)) &&
    !layers.some(({ variables }) => variables?.['colorBackground']);
  if (isLight) whole.setProperty('color-scheme', 'light');
  const hasSurface = [...below, ...layers].some(({ variables }) => variables);
  let root: Native<Document | ShadowRoot> | undefined;
  let stop: AbortController | undefined;
  let isFirst = true;
  let adopted = 0;
  /** Again for each screen: it may have brought sheets of its own. */
  const update = () => {
    if (!root || !isDressed || root.adoptedStyleSheets.length === adopted) return;
    giveWay(root, lower, sheet);
    adopted = root.adoptedStyleSheets.length;
  };
  const look: Look = {
    classes(key, id, states) {
      const own = formsOf(key, id, states).flatMap((form) => elements.get(form) ?? []);
      const classes = own.flatMap((one) => one.classes);
      const component = own.some((one) => one.component);
      const strategy = own.findLast((one) => one.strategy)?.strategy ?? (component ? 'replace' : 'append');
      const bare = strategy === 'replace' ? ['cl-bare'] : [];
      return bare.length + classes.length > 0 ? ['cl-styled', ...bare, ...classes].join(' ') : '';
    },
    option: (option) => options.get(option),
    lower: isDressed ? lower : undefined,
    dress(result) {
      update();
      // What is shown stays until the code for components is there.
      if (hasComponents && loadDress(element)) return noChange;
      if (isFirst && element?.isConnected) carryFields(element);
      isFirst = false;
      if (!hasComponents || !dressing) return result;
      return dressing(result, (key, id) =>
        formsOf(key, id, []).reduceRight<Component | undefined>(
          (found, form) => found ?? elements.get(form)?.component,
          undefined,
        ),
      );
    },
    adopt(node) {
      // Routers move nodes through a document that no window shows.
      if (!native(node.ownerDocument as Document).defaultView) return;
      root = native(node.getRootNode() as Document | ShadowRoot);
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
      adopted = 0;
      update();
      stop?.abort();
      stop = new AbortController();
      if (!isLight && hasSurface && node instanceof Element) followSurface(whole, node, stop.signal);
    },
    drop() {
      stop?.abort();
      if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
  if (element) dressRendering(element, look);
  return look;
}

let dressing: typeof dress | undefined;
let loading: Promise<void> | undefined;

/** Loads the code for components, and renders again with it. Returns whether it is under way. */
function loadDress(element: Rendering | undefined): boolean {
  if (dressing || !element) return false;
  loading ??= import('./dress.ts').then(
    (loaded) => {
      dressing = loaded.dress;
    },
    (error) => {
      dressing = (result) => result;
      console.error('clerk-widgets: the components of the appearance could not be loaded.', error);
    },
  );
  void loading.then(() => element.requestUpdate());
  return true;
}

/**
 * Passes what an element renders through a look. The function becomes an own property, which hides the method of the
 * class: the base of all elements, which every page loads, needs no code for it.
 */
function dressRendering(element: object, look: Look): void {
  const { render } = Object.getPrototypeOf(element) as { render(): unknown };
  Object.assign(element, { render: () => look.dress(render.call(element)) });
}
