import type { SignInStep, SignUpStep } from '../../src/client/flows/types.ts';
import 'axe-core/axe.js';
import { FakeClerk, FakeFlow, VERIFY } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

declare const axe: { run(node: Node): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

const LINK: Extract<SignInStep, { name: 'factor-one' }> = {
  name: 'factor-one',
  identifier: 'ada@example.com',
  factor: { strategy: 'email_link', safeIdentifier: 'a***@example.com', emailAddressId: 'idn_1', primary: true },
  alternatives: [{ strategy: 'password' }],
  sent: { to: 'a***@example.com', resendAt: 0 },
  link: { matchNumber: '42', sameClientOnly: false, isOver: false },
};

describe('email links', () => {
  afterEach(cleanUp);

  async function signIn(step: SignInStep, scheme = 'auto') {
    const clerk = new FakeClerk();
    clerk.signIn = new FakeFlow(step);
    clerk.signIn.reachable.start = step;
    const mounted = await mount('clerk-sign-in', { clerk, attributes: { routing: 'virtual', 'color-scheme': scheme } });
    await mounted.settled();
    return mounted;
  }

  const texts = (element: Element) => element.textContent?.replace(/\s+/g, ' ') ?? '';

  it('shows where the link went and the number to match, and accepts the code of the same email', async () => {
    const { clerk, find, input } = await signIn(LINK);
    ok(find('.cl-signIn-emailLink'), 'the screen of a link');
    equal(find('.cl-identityPreviewText').textContent, 'ada@example.com');
    equal(find('.cl-linkMatchNumber').textContent, '42');
    equal(input('code').getAttribute('autocomplete'), 'one-time-code');
    input('code').value = '123456';
    find<HTMLFormElement>('form').requestSubmit();
    equal(clerk.signIn.actions, [{ type: 'code', code: '123456' }]);
  });

  it('sends another email link, and offers other methods', async () => {
    const { clerk, find } = await signIn(LINK);
    find('.cl-formResendCodeLink').click();
    equal(clerk.signIn.actions, [{ type: 'resend' }]);
    ok(find('.cl-footerActionLink__alternativeMethods'), 'another method');
  });

  it('waits a minute before sending another email link', async () => {
    const { clerk, find } = await signIn({ ...LINK, sent: { to: 'a***@example.com', resendAt: Date.now() + 60_000 } });
    ok(/60 seconds|59 seconds/.test(texts(find('.cl-formResendCodeLink'))), 'the countdown');
    find('.cl-formResendCodeLink').click();
    equal(clerk.signIn.actions, []);
  });

  it('says that an email link works in this browser only, and that it is no longer valid', async () => {
    const here = await signIn({ ...LINK, link: { matchNumber: null, sameClientOnly: true, isOver: false } });
    ok(texts(here.element).includes('Open the link in this browser.'), 'where to open it');
    cleanUp();
    const over = await signIn({ ...LINK, link: { matchNumber: '42', sameClientOnly: false, isOver: true } });
    ok(over.find('[role=alert]').textContent?.includes('no longer works'), 'that it is dead');
    equal(over.element.querySelector('.cl-linkMatchNumber'), null);
  });

  for (const [outcome, words] of [
    ['verified', 'You can close this page'],
    ['expired', 'has expired'],
    ['failed', 'does not work'],
    ['transferable', 'does not work'],
    ['client_mismatch', 'where you started'],
    ['loading', 'One moment'],
  ] as const) {
    it(`tells the outcome of an email link that was opened: ${outcome}`, async () => {
      const { clerk, element } = await signIn({ name: 'verify', outcome });
      ok(texts(element).includes(words), words);
      const again = element.querySelector<HTMLFormElement>('form');
      equal(again === null, outcome === 'verified' || outcome === 'loading');
      const asked = clerk.signIn.asked.length;
      again?.requestSubmit();
      equal(clerk.signIn.asked.length, again ? asked + 1 : asked);
    });
  }

  it('shows the same for the email address of a sign-up', async () => {
    const clerk = new FakeClerk();
    const step: SignUpStep = { ...VERIFY, strategy: 'email_link', link: LINK.link };
    clerk.signUp = new FakeFlow(step);
    clerk.signUp.reachable.start = step;
    const { find, settled, element } = await mount('clerk-sign-up', { clerk });
    await settled();
    equal(find('.cl-linkMatchNumber').textContent, '42');
    equal(find('.cl-headerTitle').textContent, 'Verify your email');
    clerk.signUp.set({ step: { name: 'verify', outcome: 'expired' } });
    await settled();
    await settled();
    ok(texts(element).includes('has expired'), 'the outcome');
  });

  for (const scheme of ['light', 'dark']) {
    it(`has no accessibility violation in the views of email links (${scheme})`, async () => {
      for (const step of [
        LINK,
        { ...LINK, link: { matchNumber: null, sameClientOnly: true, isOver: true } },
        { name: 'verify', outcome: 'expired' },
        { name: 'verify', outcome: 'verified' },
      ] as SignInStep[]) {
        const { element } = await signIn(step, scheme);
        const { violations } = await axe.run(element);
        equal(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          [],
          step.name,
        );
        cleanUp();
      }
    });
  }
});
