import type { Appearance } from './types.ts';

/** What options change by style alone, as the `elements` of an appearance. */
const RULES: Readonly<Record<string, Appearance['elements']>> = {
  'elevation flush': {
    cardBox: { border: '0', boxShadow: 'none', borderRadius: '0', background: 'none' },
    card: { background: 'none', padding: '0' },
    footer: { paddingInline: '0' },
  },
  // The logo stays in the heading, which names the page; it is drawn above the card.
  'logoPlacement outside': {
    cardBox: { overflow: 'visible', marginBlockStart: 'calc(32px + var(--cl-unit) * 6)' },
    logoBox: {
      position: 'absolute',
      insetBlockEnd: 'calc(100% + var(--cl-unit) * 6)',
      insetInline: '0',
      display: 'grid',
      justifyItems: 'center',
      margin: '0',
    },
  },
  'shimmer false': {
    skeleton: { animationDuration: '0s' },
    userButtonTrigger: { '& > .cl-avatarBox': { boxShadow: 'none !important' } },
  },
  // A spinner is no decoration: it says that something goes on.
  'animations false': {
    rootBox: {
      '*:not(.cl-spinner)': { animationDuration: '0s !important', transitionDuration: '0s !important' },
    },
  },
};

/** Returns the rules of options that are set. */
export function optionRules(options: ReadonlyMap<string, unknown>): Appearance[] {
  return [...options].flatMap(([name, value]) => {
    const elements = typeof value === 'object' ? undefined : RULES[`${name} ${String(value)}`];
    return elements ? [{ elements }] : [];
  });
}
