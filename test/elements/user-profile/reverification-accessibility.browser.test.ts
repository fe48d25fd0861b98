import 'axe-core/axe.js';
import { equal } from '../support.ts';
import { refusal } from '../user-button/account-clerk.ts';
import { cleanUpDialogs } from '../user-button/settle.ts';
import { type Asked, changeUsername, EMAIL_CODE, type, Verifiable } from './verifiable.ts';

declare const axe: {
  run(node: Node, options?: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

const SCREENS: Record<string, () => Promise<Asked>> = {
  'the password': () => changeUsername(new Verifiable()),
  'a wrong password': async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    verifiable.refusals['attempt'] = refusal('form_password_incorrect', 'password');
    await type(asked, 'password', 'wrong');
    return asked;
  },
  'a mailed code': () => changeUsername(new Verifiable({ first: [EMAIL_CODE] })),
  'the passkey': () => changeUsername(new Verifiable({ first: [{ strategy: 'passkey' }] })),
  'the other methods': async () => {
    const asked = await changeUsername(new Verifiable());
    asked.button('Use another method').click();
    await asked.settled();
    return asked;
  },
  'the app': async () => {
    const asked = await changeUsername(new Verifiable({ second: [{ strategy: 'totp' }] }));
    await type(asked, 'password', 'right');
    return asked;
  },
};
describe('accessibility of the reverification dialog', () => {
  afterEach(cleanUpDialogs);

  for (const scheme of ['light', 'dark']) {
    for (const [name, show] of Object.entries(SCREENS)) {
      it(`has no accessibility violation in the reverification dialog at ${name}, ${scheme}`, async () => {
        document.documentElement.style.setProperty('color-scheme', scheme);
        const { dialog } = await show();
        for (const animation of document.getAnimations()) {
          if (animation.effect?.getTiming().iterations !== Infinity) animation.finish();
        }
        const { violations } = await axe.run(dialog, { rules: { region: { enabled: false } } });
        equal(
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
          [],
        );
      });
    }
  }
});
