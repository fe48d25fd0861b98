import { VERSION } from '../../../src/protocol/version.ts';
import { parseConfig } from '../../../src/server/config/parse-config.ts';
import { printedPolicy } from '../../support/printed-policy.ts';

/** A way to load the script, and a Content-Security-Policy that allows it and nothing else. */
export interface PolicyCase {
  /** What the page loads. */
  title: string;
  /** The script tag. `INTEGRITY` stands for the hash of clerk.js, `KEY` for the publishable key, `NONCE` for a nonce. */
  tag: string;
  /** The flags with which `clerk-widgets csp` prints the policy. */
  flags: string;
  /** The whole policy of a page that has nothing of its own but its HTML. `NONCE` stands for the nonce of the tag. */
  policy: string;
}

/** The host of the server in the documents, and the origin of the application. */
export const DOCUMENTED_HOST = 'https://clerk.example.com';
export const DOCUMENTED_APP = 'https://app.example.com';
const CONFIG = parseConfig({
  url: DOCUMENTED_HOST,
  allowedOrigins: [DOCUMENTED_APP],
  testMode: true,
  forceTestMode: true,
});

const CASES: readonly Omit<PolicyCase, 'policy'>[] = [
  {
    title: 'The script of the instance',
    tag: `<script async src="${DOCUMENTED_HOST}/clerk.js?elements=sign-up"></script>`,
    flags: '',
  },
  {
    title: 'A range of versions',
    tag: `<script async crossorigin="anonymous" data-clerk-publishable-key="KEY"
  src="${DOCUMENTED_HOST}/npm/clerk-widgets@1/dist/clerk.js"></script>`,
    flags: '--script npm',
  },
  {
    title: 'An exact version, with its hash',
    tag: `<script async crossorigin="anonymous" data-clerk-publishable-key="KEY"
  integrity="INTEGRITY"
  src="${DOCUMENTED_HOST}/npm/clerk-widgets@${VERSION}/dist/clerk.js"></script>`,
    flags: '--script exact',
  },
  {
    title: 'A nonce instead of addresses',
    tag: `<script async nonce="NONCE" src="${DOCUMENTED_HOST}/clerk.js?elements=sign-up"></script>`,
    flags: '--nonce NONCE',
  },
];

export const POLICY_CASES: readonly PolicyCase[] = await Promise.all(
  CASES.map(async (each) => ({ ...each, policy: await printedPolicy(CONFIG, each.flags.split(' ').filter(Boolean)) })),
);

/** Renders the part of the page of `docs/` that says which policies are enough. */
export function renderPolicies(): string {
  return [
    '## Under a Content-Security-Policy',
    '',
    'These policies are the strictest that work. Each is the whole policy of a page without scripts, styles and pictures of its',
    'own; what your page has adds its sources. No way needs `unsafe-inline`, `unsafe-eval` or a source for styles. The tests of',
    '[test/e2e/policies.test.ts](../test/e2e/policies.test.ts) load pages with exactly these policies: a user signs up, opens the',
    'account menu and the profile, and the browser reports no violation. [The command](content-security-policy.md) prints the',
    'policy for your settings.',
    '',
    ...POLICY_CASES.flatMap((each) => [
      `**${each.title}**`,
      '',
      '```html',
      each.tag.replace('KEY', 'pk_live_…').replace('INTEGRITY', 'sha384-…').replace('NONCE', '…'),
      '```',
      '',
      '```sh',
      `npx clerk-widgets csp${each.flags && ` ${each.flags}`}`,
      '```',
      '',
      '```',
      `Content-Security-Policy: ${each.policy.replace('NONCE', '…')}`,
      '```',
      '',
    ]),
    `- \`integrity\` covers clerk.js, with the hash of \`/npm/clerk-widgets@${VERSION}/integrity.json\`. It does not cover the files`,
    '  that clerk.js loads from the same folder.',
    '',
  ].join('\n');
}
