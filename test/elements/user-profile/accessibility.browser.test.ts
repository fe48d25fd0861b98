import 'axe-core/axe.js';
import { equal } from '../support.ts';
import { cleanUpDialogs, settle } from '../user-button/settle.ts';
import { EVERY_ACCOUNT_STATE } from './every-account-state.ts';
import { REVERIFICATION_STATES } from './reverification-states.ts';

declare const axe: {
  run(
    node: Node,
    options?: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
};

describe('accessibility of the account', () => {
  afterEach(cleanUpDialogs);

  for (const scheme of ['light', 'dark']) {
    for (const [name, show] of Object.entries({ ...EVERY_ACCOUNT_STATE, ...REVERIFICATION_STATES })) {
      it(`has no accessibility violation in ${name}, ${scheme}`, async () => {
        document.documentElement.style.setProperty('color-scheme', scheme);
        document.documentElement.style.setProperty('background', 'Canvas');
        const { element } = await show();
        await settle(element);
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
        }
        const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
        equal(
          violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
          ),
          [],
        );
      });
    }
  }
});
