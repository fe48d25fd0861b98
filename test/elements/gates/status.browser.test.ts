import { cleanUp, equal, ok } from '../support.ts';
import { household } from '../user-button/account.ts';
import type { ClerkStatus } from '../../../src/client/types.ts';
import { defineGates, put, visible } from './gate-page.ts';

const ALL = `<clerk-loading><p id="loading">…</p></clerk-loading>
  <clerk-loaded hidden><p id="loaded">Here</p></clerk-loaded>
  <clerk-degraded hidden><p id="degraded">Slow today</p></clerk-degraded>
  <clerk-failed hidden><p id="failed">Call us</p></clerk-failed>`;

/** Returns the style sheet that README gives to pages without the script. */
async function sheetWithoutScript(): Promise<CSSStyleSheet> {
  const text = await (await fetch('/README.md')).text();
  const [, css = ''] = /### Show and hide[^]*?```css\n([^]*?)```/.exec(text) ?? [];
  return new CSSStyleSheet().replace(css);
}

describe('elements that follow the status of the instance', () => {
  afterEach(cleanUp);

  // The first test, because an element cannot be undefined again.
  it('lets a page without the script show what it has for that, ten seconds later', async () => {
    const sheet = await sheetWithoutScript();
    document.adoptedStyleSheets.push(sheet);
    const box = put(household(), ALL);
    const seen = () =>
      [...box.querySelectorAll('p')]
        .filter((p) => p.checkVisibility({ visibilityProperty: true }))
        .map(({ id }) => id)
        .filter((id) => id === 'loading' || id === 'failed');
    equal(seen(), ['loading']);
    for (const animation of box.getAnimations({ subtree: true })) {
      equal(animation.effect?.getTiming().delay, 10_000);
      animation.finish();
    }
    equal(seen(), ['failed']);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    defineGates();
  });

  for (const [status, expected] of Object.entries({
    loading: ['loading'],
    ready: ['loaded'],
    degraded: ['loaded', 'degraded'],
    error: ['failed'],
  } satisfies Record<ClerkStatus, string[]>)) {
    it(`shows ${expected.join(' and ')} with the status ${status}`, () => {
      const clerk = household();
      clerk.status = status as ClerkStatus;
      equal(visible(put(clerk, ALL)), expected);
    });
  }

  it('follows an instance that fails and then loads after all', () => {
    const clerk = household();
    clerk.status = 'loading';
    const box = put(clerk, ALL);
    const nodes = [...box.childNodes].flatMap((gate) => [...gate.childNodes]);
    const history = (['error', 'loading', 'ready', 'degraded', 'ready'] as const).map((status) => {
      clerk.set({ status });
      return visible(box);
    });
    equal(history, [['failed'], ['loading'], ['loaded'], ['loaded', 'degraded'], ['loaded']]);
    const after = [...box.childNodes].flatMap((gate) => [...gate.childNodes]);
    ok(after.length === nodes.length && after.every((node, at) => node === nodes[at]), 'the page’s own nodes');
  });

  it('shows what loads, and nothing else, as long as there is no instance', async () => {
    const box = document.body.appendChild(document.createElement('div'));
    box.innerHTML = ALL;
    await Promise.resolve();
    equal(visible(box), ['loading']);
  });

  it('lets the instance load', () => {
    const clerk = household();
    put(clerk, '<clerk-loaded></clerk-loaded>');
    equal(clerk.loads, 1);
  });

  it('offers nothing of its own when the instance has failed', () => {
    const clerk = household();
    clerk.status = 'error';
    const box = put(clerk, '<clerk-failed></clerk-failed>');
    equal(box.innerHTML, '<clerk-failed></clerk-failed>');
  });
});
