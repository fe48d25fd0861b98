import 'axe-core/axe.js';

declare const axe: {
  run(node: Node, options?: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

/** Returns what axe finds wrong with an element, light and dark. */
export async function violations(element: HTMLElement): Promise<string[]> {
  const found: string[] = [];
  for (const scheme of ['light', 'dark']) {
    element.setAttribute('color-scheme', scheme);
    for (const animation of element.getAnimations({ subtree: true })) {
      if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
    }
    const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
    found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${scheme} ${id}: ${html}`)));
  }
  return found;
}
