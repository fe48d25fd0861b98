/** CSS properties that change how a node looks. */
const SEEN = [
  'display',
  'position',
  'visibility',
  'opacity',
  'cursor',
  'color',
  'background-color',
  'background-image',
  'border-top',
  'border-right',
  'border-bottom',
  'border-left',
  'border-radius',
  'box-shadow',
  'outline-style',
  'padding',
  'margin',
  'box-sizing',
  'font-size',
  'font-weight',
  'font-style',
  'font-variant',
  'line-height',
  'letter-spacing',
  'word-spacing',
  'text-transform',
  'text-align',
  'text-indent',
  'text-decoration-line',
  'text-shadow',
  'white-space',
  'word-break',
  'list-style-type',
  'transform',
  'filter',
  'float',
  'appearance',
  'user-select',
  'pointer-events',
  'overflow',
  'vertical-align',
  'transition-duration',
  'animation-name',
] as const;

const DRAWN = ['fill', 'stroke', 'stroke-width', 'd', 'opacity', 'visibility'] as const;

/**
 * Measures everything below a node: position and size relative to it, and the painted styles, including generated
 * content. Two measurements of a screen are equal if nothing moved and nothing changed its look.
 */
export function measuresOf(scope: Element): Map<string, string> {
  const measures = new Map<string, string>();
  const from = scope.getBoundingClientRect();
  [...scope.querySelectorAll('*')].forEach((each, index) => {
    const name = `${index} ${each.localName}.${[...each.classList].join('.')}`;
    // What is hidden behind a link has no look, and its transitions stand still.
    if (!each.checkVisibility()) return;
    const { left, top, width, height } = each.getBoundingClientRect();
    const place = [left - from.left, top - from.top, width, height].map((value) => Math.round(value * 10) / 10);
    measures.set(`${name} place`, place.join(' '));
    const style = getComputedStyle(each);
    const isDrawn = each.closest('svg');
    // Inherited styles of an icon do not matter, because each of its parts sets its own.
    if (each.localName === 'svg') return;
    for (const property of isDrawn ? DRAWN : SEEN)
      measures.set(`${name} ${property}`, style.getPropertyValue(property));
    for (const pseudo of ['::before', '::after']) {
      const { content, color, backgroundColor, borderTopWidth } = getComputedStyle(each, pseudo);
      if (content !== 'none' && content !== 'normal')
        measures.set(`${name}${pseudo}`, [content, color, backgroundColor, borderTopWidth].join(' '));
    }
  });
  return measures;
}

/** Returns the differences between two measurements. */
export function moved(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name)} -> ${after.get(name)}`);
}
