import { VERSION } from '../../../src/protocol/version.ts';

/** A way to load the script, and a Content-Security-Policy that allows it and nothing else. */
export interface PolicyCase {
  /** What the page loads. */
  title: string;
  /** The script tag. `INTEGRITY` stands for the hash of clerk.js, `KEY` for the publishable key, `NONCE` for a nonce. */
  tag: string;
  /** What `script-src` allows. `NONCE` stands for the nonce of the tag. */
  scripts: string;
}

/** The host of the server in the documents. */
export const DOCUMENTED_HOST = 'https://clerk.example.com';

export const POLICY_CASES: readonly PolicyCase[] = [
  {
    title: 'The script of the instance',
    tag: `<script async src="${DOCUMENTED_HOST}/clerk.js?elements=sign-up"></script>`,
    scripts: `${DOCUMENTED_HOST}/clerk.js ${DOCUMENTED_HOST}/npm/`,
  },
  {
    title: 'A range of versions',
    tag: `<script async crossorigin="anonymous" data-clerk-publishable-key="KEY"
  src="${DOCUMENTED_HOST}/npm/clerk-widgets@1/dist/clerk.js"></script>`,
    scripts: `${DOCUMENTED_HOST}/npm/`,
  },
  {
    title: 'An exact version, with its hash',
    tag: `<script async crossorigin="anonymous" data-clerk-publishable-key="KEY"
  integrity="INTEGRITY"
  src="${DOCUMENTED_HOST}/npm/clerk-widgets@${VERSION}/dist/clerk.js"></script>`,
    scripts: `${DOCUMENTED_HOST}/npm/clerk-widgets@${VERSION}/dist/`,
  },
  {
    title: 'A nonce instead of addresses',
    tag: `<script async nonce="NONCE" src="${DOCUMENTED_HOST}/clerk.js?elements=sign-up"></script>`,
    scripts: "'nonce-NONCE' 'strict-dynamic'",
  },
];

/** The whole policy of a page that has nothing of its own but its HTML. */
export function policyOf({ scripts }: PolicyCase): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `connect-src ${DOCUMENTED_HOST}`,
    `img-src ${DOCUMENTED_HOST}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

/** Renders the part of the page of `docs/` that says which policies are enough. */
export function renderPolicies(): string {
  return [
    '## Under a Content-Security-Policy',
    '',
    'These policies are the strictest that work. Each is the whole policy of a page without scripts, styles and pictures of its',
    'own; what your page has adds its sources. No way needs `unsafe-inline`, `unsafe-eval` or a source for styles. The tests of',
    '[test/e2e/policies.test.ts](../test/e2e/policies.test.ts) load pages with exactly these policies: a user signs up, opens the',
    'account menu and the profile, and the browser reports no violation.',
    '',
    ...POLICY_CASES.flatMap((each) => [
      `**${each.title}**`,
      '',
      '```html',
      each.tag.replace('KEY', 'pk_live_…').replace('INTEGRITY', 'sha384-…').replace('NONCE', '…'),
      '```',
      '',
      '```',
      `Content-Security-Policy: ${policyOf(each).replace('NONCE', '…')}`,
      '```',
      '',
    ]),
    "- The API is reached through a path of the page (`/__clerk`): write `'self'` in `connect-src` and `img-src`, and the path",
    '  after the origin of the page in `script-src`.',
    '- Pictures that users upload and initials come from the API. For those of OAuth providers and Gravatar, add `https:` to',
    '  `img-src`.',
    '- Turnstile needs its own host and policy: see [bot check](sign-in-methods.md#bot-check).',
    '- So does Google One Tap: see [Google One Tap](sign-in-methods.md#google-one-tap).',
    `- \`integrity\` covers clerk.js, with the hash of \`/npm/clerk-widgets@${VERSION}/integrity.json\`. It does not cover the files`,
    '  that clerk.js loads from the same folder.',
    '',
  ].join('\n');
}
