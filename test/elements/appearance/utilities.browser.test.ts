import { cleanUp, equal, mount, ok } from '../support.ts';
import { addStyle, tailwind } from './tailwind.ts';

/** Longhand properties that the default sheets set on nodes of a key, apart from those that make it work. */
function propertiesOf(key: string): string[] {
  const names = new Set<string>();
  const read = (rules: CSSRuleList) => {
    for (const rule of rules as unknown as Iterable<CSSRule>) {
      const { selectorText, style, cssRules } = rule as CSSStyleRule;
      const isOwn = selectorText?.split(',').some((one) => one.includes(`.cl-${key}`) && !one.includes('::'));
      if (isOwn) for (const name of style) if (!style.getPropertyPriority(name)) names.add(name);
      if (cssRules) read(cssRules);
    }
  };
  for (const { cssRules } of document.adoptedStyleSheets) read(cssRules);
  return [...names].filter((name) => !name.startsWith('--') && !name.startsWith('animation'));
}

/** A value of each property that no default look has. */
const KEYS = [
  'formButtonPrimary',
  'formFieldInput',
  'formFieldLabel',
  'card',
  'cardBox',
  'headerTitle',
  'headerSubtitle',
  'socialButtonsBlockButton',
  'dividerRow',
  'dividerLine',
  'footer',
  'footerActionLink',
  'main',
  'form',
];

describe('utility classes of Tailwind', () => {
  const styles: HTMLStyleElement[] = [];
  afterEach(() => {
    cleanUp();
    for (const style of styles.splice(0)) style.remove();
  });

  for (const form of ['layered', 'unlayered'] as const) {
    for (const strategy of ['append', 'replace'] as const) {
      it(`win for every property that the default look sets, ${form}, with ${strategy}`, async () => {
        const { element, settled } = await mount('clerk-sign-in');
        const utilities = new Map(
          KEYS.map((key) => [key, propertiesOf(key).map((name) => `[${name}:initial]`)] as const),
        );
        styles.push(addStyle(await tailwind(form, [...utilities.values()].flat())));
        const elements = Object.fromEntries([...utilities].map(([key, classes]) => [key, classes.join(' ')]));
        element.appearance = { strategy, elements };
        await settled();
        let compared = 0;
        for (const [key, classes] of utilities) {
          const node = element.querySelector<HTMLElement>(`.cl-${key}`);
          if (!node) continue;
          ok(node.matches('.cl-styled'), `${key} has the classes`);
          for (const one of classes) {
            const name = one.slice(1, one.indexOf(':'));
            const won = getComputedStyle(node).getPropertyValue(name);
            node.style.setProperty(name, 'initial');
            equal(won, getComputedStyle(node).getPropertyValue(name), `${name} of ${key}`);
            node.style.removeProperty(name);
            compared++;
          }
        }
        ok(compared > 60, `${compared} properties`);
      });
    }
  }
});
