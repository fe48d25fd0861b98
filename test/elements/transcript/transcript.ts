import { executeServerCommand } from '@web/test-runner-commands';
import { type Heard, Listener } from './listen.ts';
import { readTree, type TreeNode } from './read-tree.ts';
import { type Line, sayNode, sayTree } from './say-tree.ts';

/** Roles that are named when the focus gets into them. */
const CONTEXTS = ['dialog', 'alertdialog', 'menu', 'group', 'region', 'navigation', 'form', 'list', 'main'];

/** One state of a screen, as a screen reader gives it. */
export interface Reading {
  name: string;
  /** What is said while the state is reached, in this order. */
  said: readonly string[];
  lines: readonly Line[];
}

/** Shows a state and returns how a screen reader gives it. */
export async function readState(name: string, show: () => Promise<unknown>): Promise<Reading> {
  const listener = new Listener();
  try {
    await show();
    return await read(name, listener);
  } finally {
    listener.stop();
  }
}

/** Returns what was said since the last call, and what is on the screen now. */
export async function read(name: string, listener: Listener): Promise<Reading> {
  let tree = await readTree();
  let changes = -1;
  // What the page changes while it is read is read again.
  while (changes !== listener.changes) {
    changes = listener.changes;
    tree = await readTree();
  }
  const focused = pathTo(tree, ({ states, role }) => states['focused'] === true && role !== 'RootWebArea');
  // A focus that has moved on is not spoken to the end.
  const heard = listener.take().filter(({ kind, target }) => kind !== 'focus' || target === document.activeElement);
  const last = heard.findLastIndex(({ kind }) => kind === 'focus');
  const said = heard.filter(({ kind }, index) => kind !== 'focus' || index === last);
  return { name, said: said.map((each) => steady(sentence(each, focused))), lines: sayTree(tree).map(inSteadyWords) };
}

/** Returns the differences between a transcript and what is stored, which tests compare with nothing. */
export async function differences(name: string, text: string): Promise<string[]> {
  const { stored } = (await executeServerCommand('transcript', { name, text })) as { stored: string };
  if (stored === text) return [];
  const [before, after] = [stored.split('\n'), text.split('\n')];
  const at = after.findIndex((line, index) => line !== before[index]);
  const from = Math.max(0, at - 3);
  return [
    `docs/transcripts/${name}.md differs from line ${at + 1} on. Read both; if the new one is right, run npm run transcripts.`,
    `stored:\n${before.slice(from, at + 8).join('\n')}`,
    `now:\n${after.slice(from, at + 8).join('\n')}`,
  ];
}

function sentence({ kind, text }: Heard, focused: readonly TreeNode[]): string {
  if (kind !== 'focus') return `${kind === 'polite' ? '' : 'at once: '}“${text}”`;
  const node = focused.at(-1);
  if (!node) return 'focus on nothing';
  const around = focused.slice(0, -1).filter((each) => CONTEXTS.includes(each.role) && each.name);
  return `focus: ${[...around, node].map(sayNode).join(' > ')}`;
}

/** Returns a text without what the clock makes of it. */
function steady(text: string): string {
  return text
    .replaceAll(/[\d,]+ seconds\b(?=, button)/g, '30 seconds')
    .replaceAll(/(Today|Yesterday) at \d+:\d\d\s[AP]M/g, 'Today at 9:41 AM');
}

function inSteadyWords(line: Line): Line {
  return { ...line, text: steady(line.text) };
}

function pathTo(node: TreeNode, is: (node: TreeNode) => boolean): TreeNode[] {
  for (const child of node.children) {
    const found = pathTo(child, is);
    if (found.length > 0) return [node, ...found];
  }
  return is(node) ? [node] : [];
}
