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

/** What is measured of each node, by the number and the name of the node: the value of each property that is seen. */
export type Measures = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * Measures everything below a node: position and size relative to it, and the painted styles, including generated
 * content. Two measurements of a screen are equal if nothing moved and nothing changed its look.
 */
export function measuresOf(scope: Element): Measures {
  const measures = new Map<string, Record<string, string>>();
  const from = scope.getBoundingClientRect();
  [...scope.querySelectorAll('*')].forEach((each, index) => {
    // What is hidden behind a link has no look, and its transitions stand still.
    if (!each.checkVisibility()) return;
    const { left, top, width, height } = each.getBoundingClientRect();
    const place = [left - from.left, top - from.top, width, height].map((value) => Math.round(value * 10) / 10);
    const measured: Record<string, string> = { ' place': place.join(' ') };
    measures.set(`${index} ${each.localName}.${[...each.classList].join('.')}`, measured);
    // Inherited styles of an icon do not matter, because each of its parts sets its own.
    if (each.localName === 'svg') return;
    const style = getComputedStyle(each);
    for (const property of each.closest('svg') ? DRAWN : SEEN)
      measured[` ${property}`] = style.getPropertyValue(property);
    for (const pseudo of ['::before', '::after']) {
      const drawn = getComputedStyle(each, pseudo);
      const { content } = drawn;
      // The other properties take time to compute, and mean nothing where nothing is drawn.
      if (content !== 'none' && content !== 'normal')
        measured[pseudo] = [content, drawn.color, drawn.backgroundColor, drawn.borderTopWidth].join(' ');
    }
  });
  return measures;
}

/** Returns the differences between two measurements. */
export function moved(before: Measures, after: Measures): string[] {
  const found: string[] = [];
  for (const node of new Set([...before.keys(), ...after.keys()])) {
    const [old = {}, now = {}] = [before.get(node), after.get(node)];
    for (const property of Object.keys({ ...old, ...now })) {
      if (old[property] !== now[property]) found.push(`${node}${property}: ${old[property]} -> ${now[property]}`);
    }
  }
  return found;
}
