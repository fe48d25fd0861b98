import 'axe-core/axe.js';
import '../../src/elements/sign-in/views/factor-two.ts';
import '../../src/elements/sign-in/views/reset-code.ts';
import '../../src/elements/sign-in/views/reset-password.ts';
import { CODE, environment, FakeClerk, FakeFlow, PASSWORD, SIGN_UP, START, VERIFY } from './fake-clerk.ts';
import { cleanUp, equal, type Mounted, mount } from './support.ts';

declare const axe: {
  run(
    node: Node,
    options?: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
};

type SignIn = Mounted<HTMLElementTagNameMap['clerk-sign-in']>;

const STATES: Record<string, () => Promise<{ element: HTMLElement; settled(): Promise<void> }>> = {
  start: () => signIn(START),
  'start with password and links': () =>
    signIn(
      { ...START, password: true },
      {},
      environment({ display: { help_url: '/h', terms_url: '/t', logo_image_url: 'data:image/svg+xml,<svg/>' } }),
    ),
  'start with errors': () => signIn(START, { identifier: 'form_identifier_not_found' }, undefined, 'too_many_requests'),
  password: () => signIn(PASSWORD),
  passkey: () => signIn({ ...PASSWORD, factor: { strategy: 'passkey' } }, {}, undefined, 'passkey_retrieval_cancelled'),
  'wrong password': () => signIn(PASSWORD, { password: 'form_password_incorrect' }),
  code: () => signIn(CODE),
  'code with a countdown': () => signIn({ ...CODE, sent: { to: 'a', resendAt: Date.now() + 20_000 } }),
  'wrong code': () => signIn(CODE, { code: 'form_code_incorrect' }),
  methods: async () => {
    const mounted = await signIn(PASSWORD);
    mounted.find('.cl-footerActionLink').click();
    return mounted;
  },
  'a forgotten password': async () => {
    const mounted = await signIn(PASSWORD);
    mounted.find('.cl-formFieldAction').click();
    return mounted;
  },
  pending: async () => {
    const mounted = await signIn(PASSWORD);
    mounted.clerk.signIn.set({ pending: 'password' });
    return mounted;
  },
  'authenticator app': () => signIn(second('totp')),
  'wrong backup code': () => signIn(second('backup_code'), { code: 'form_code_incorrect' }),
  'new device': () => signIn({ ...second('email_code'), name: 'client-trust' }),
  'code for a new password': () =>
    signIn({ ...CODE, factor: { ...CODE.factor, strategy: 'reset_password_email_code' } }),
  'new password': () => signIn({ name: 'reset-password', identifier: 'ada@example.com' }),
  'refused new password': () =>
    signIn({ name: 'reset-password', identifier: 'ada@example.com' }, { password: 'form_password_pwned' }),
  complete: () => signIn({ name: 'complete', sessionId: 's' }),
  'sign-up': () => signUp(SIGN_UP),
  'sign-up with errors': () =>
    signUp(SIGN_UP, { emailAddress: 'form_identifier_exists', password: 'form_password_pwned' }),
  'sign-up code': () => signUp(VERIFY),
};

function second(strategy: string): object {
  return { ...CODE, name: 'factor-two', factor: { strategy, safeIdentifier: 'a***@example.com' }, alternatives: [] };
}

async function signIn(
  step: object,
  errors: Record<string, string> = {},
  env = environment(),
  global?: string,
): Promise<SignIn> {
  const clerk = new FakeClerk();
  clerk.__internal_environment = env;
  clerk.signIn = new FakeFlow(step as never);
  clerk.signIn.reachable.start = step as never;
  const mounted = await mount('clerk-sign-in', { clerk });
  clerk.signIn.fail(errors, global);
  return mounted;
}

async function signUp(step: object, errors: Record<string, string> = {}) {
  const clerk = new FakeClerk();
  clerk.signUp = new FakeFlow(step as never);
  clerk.signUp.reachable.start = step as never;
  const mounted = await mount('clerk-sign-up', { clerk });
  clerk.signUp.fail(errors);
  return mounted;
}

describe('accessibility', () => {
  afterEach(cleanUp);

  for (const scheme of ['light', 'dark']) {
    for (const [name, show] of Object.entries(STATES)) {
      it(`has no violation in ${name}, ${scheme}`, async () => {
        const { element, settled } = await show();
        element.setAttribute('color-scheme', scheme);
        await settled();
        for (const animation of element.getAnimations({ subtree: true })) {
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
