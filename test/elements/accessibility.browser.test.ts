import 'axe-core/axe.js';
import { EVERY_STEP, FURTHER } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

declare const axe: {
  run(
    node: Node,
    options?: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
};

describe('accessibility', () => {
  afterEach(cleanUp);

  for (const [name, state] of Object.entries(EVERY_STEP)) {
    it(`has no accessibility violation in ${name}, light and dark`, async () => {
      const { element, settled } = await showStep(state);
      for (const scheme of ['light', 'dark']) {
        element.setAttribute('color-scheme', scheme);
        await settled();
        for (const animation of element.getAnimations({ subtree: true })) {
          if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
        }
        const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${scheme} ${id}: ${html} ${failureSummary}`),
        );
        equal(found, []);
      }
    });

    if (state.step.name === 'start' || state.step.name === 'continue') continue;
    it(`announces ${name} and moves the focus there`, async () => {
      const { element } = await showStep(state);
      const title = element.querySelector('.cl-headerTitle')?.textContent ?? '';
      ok(title.trim(), 'a title');
      const regions = [...element.querySelectorAll('.cl-liveRegion')].map(({ textContent }) => textContent);
      ok(regions.includes(title), `the title is announced: ${JSON.stringify(regions)}`);
      const focused = document.activeElement as HTMLElement;
      ok(focused !== element && element.contains(focused), `the focus is on the screen, not on ${focused.tagName}`);
      const fields = [...element.querySelectorAll<HTMLInputElement>('form input:not([readonly])')];
      if (fields.length > 0) ok(fields.includes(focused as HTMLInputElement), 'the focus is on a field');
    });
  }

  it('names the provider buttons that show only a logo', async () => {
    const { element } = await showStep(FURTHER['start-many-providers'] as (typeof FURTHER)[string]);
    const names = [...element.querySelectorAll('.cl-socialButtonsIconButton')].map((button) => button.ariaLabel);
    equal(names, [
      'Continue with Google',
      'Continue with GitHub',
      'Continue with Apple',
      'Continue with Acme',
      'Continue with a wallet',
    ]);
  });
});
