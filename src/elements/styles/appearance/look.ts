import { noChange } from 'lit';
import { native, page as pageDocument } from '../../../client/platform/native.ts';
import { carryFields, type Rendering } from './carry-fields.ts';
import { LIGHT_THEMES } from './color-scheme.ts';
import type { dress } from './dress.ts';
import { classesOf, componentOf, writeElements } from './elements.ts';
import { addRule, isLayer, rulesIn } from './layers.ts';
import { LookPlace } from './look-place.ts';
import { readOptions } from './options.ts';
import { pageLayer, warnOfLayers } from './page-layer.ts';
import { withThemes } from './themes.ts';
import type { Appearances, Look } from './types.ts';
import { writeLayers } from './write-layers.ts';

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
  const layer = layers.map(({ cssLayerName }) => cssLayerName).findLast(isLayer);
  const levels = writeLayers(sheet, scope, { below, layers, options, layer });
  const around = sheetsAround(element);
  const lower = pageLayer(around, layer);
  const elements = writeElements(levels, scope, rulesIn(sheet, lower));
  const all = [...elements.values()];
  const hasClasses = all.some(({ classes }) => classes.length > 0);
  const hasComponents = all.some(({ component }) => component);
  // Components bring their own styles, which need no layer.
  if (!layer && hasClasses) warnOfLayers(around);
  const isDressed = hasClasses || hasComponents || all.some(({ strategy }) => strategy === 'replace');
  const isLight =
    layers.some(({ name }) => LIGHT_THEMES.has(name)) &&
    !layers.some(({ variables }) => variables?.['colorBackground']);
  if (isLight) whole.setProperty('color-scheme', 'light');
  const hasSurface = !isLight && [...below, ...layers].some(({ variables }) => variables);
  const place = new LookPlace(sheet, isDressed ? lower : undefined, hasSurface ? whole : undefined);
  let isFirst = true;
  const look: Look = {
    classes: (key, id, states) => classesOf(elements, key, id, states),
    option: (option) => options.get(option),
    lower: isDressed ? lower : undefined,
    dress(result) {
      place.update();
      // What is shown stays until the code for components is there.
      if (hasComponents && loadDress(element)) return noChange;
      if (isFirst && element?.isConnected) carryFields(element);
      isFirst = false;
      if (!hasComponents || !dressing) return result;
      return dressing(result, (key, id) => componentOf(elements, key, id));
    },
    adopt: (node) => place.adopt(node),
    drop: () => place.drop(),
  };
  if (element) dressRendering(element, look);
  return look;
}

/** Returns what has the style sheets of the page around an element; undefined on a server. */
function sheetsAround(element: Rendering | undefined): DocumentOrShadowRoot | undefined {
  const root = element?.renderRoot.getRootNode() as ShadowRoot | undefined;
  return root && native(root).styleSheets ? native(root) : pageDocument;
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
