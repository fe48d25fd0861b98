import type { Condition } from './world.ts';
import { ELEMENTS } from './world.ts';
import { renderPolicies } from './policies.ts';

const HEAD = `# Where it works

What holds for each element on unusual pages, in unusual browsers and for unusual users. Each cell is a test of
[test/e2e/conditions.test.ts](../test/e2e/conditions.test.ts), in a real browser against the real server: the user signs up
with an email code, opens the account menu, changes a name in the profile, passes a gate, signs out, and signs in again after a
wrong password. The contrast and the sizes of every screen under the same style sheets are checked in
[test/elements/classless.browser.test.ts](../test/elements/classless.browser.test.ts) and
[test/elements/classless-account.browser.test.ts](../test/elements/classless-account.browser.test.ts).
`;

/** Renders the page of `docs/` that says what holds under each condition. */
export function renderTable(conditions: readonly Condition[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    HEAD,
    row(['', ...ELEMENTS.map((name) => `\`<${name}>\``)]),
    row(['---', ...ELEMENTS.map(() => '---')]),
    ...conditions.map(({ title, holds }) => row([`**${title}**`, ...ELEMENTS.map((name) => holds[name])])),
    '',
    renderPolicies(),
    '## How the tests create each condition',
    '',
    ...conditions.map(({ title, how }) => `- **${title}**: ${how}.`),
    '',
  ].join('\n');
}
