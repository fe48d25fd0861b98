import type { Condition } from './world.ts';
import { ELEMENTS } from './world.ts';

const HEAD = `# Where it works

What holds for each element on pages, in browsers and with visitors as they come. Each cell is a test of
[test/e2e/conditions.test.ts](../test/e2e/conditions.test.ts), in a real browser against the real server: the visitor signs up
by a mailed code, opens the account menu, changes a name in the profile, passes a gate, signs out, and signs in again after a
wrong password. That the styles hold on every screen under the same sheets, by contrast and measures, is in
[test/elements/classless.browser.test.ts](../test/elements/classless.browser.test.ts).
`;

/** The page of `docs/` that says what the tests of the conditions hold. */
export function renderTable(conditions: readonly Condition[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    HEAD,
    row(['', ...ELEMENTS.map((name) => `\`<${name}>\``)]),
    row(['---', ...ELEMENTS.map(() => '---')]),
    ...conditions.map(({ title, holds }) => row([`**${title}**`, ...ELEMENTS.map((name) => holds[name])])),
    '',
    '## How the tests make it so',
    '',
    ...conditions.map(({ title, how }) => `- **${title}**: ${how}.`),
    '',
  ].join('\n');
}
