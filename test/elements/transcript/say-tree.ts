import type { TreeNode } from './read-tree.ts';

/** A line of a transcript: one object that the reading cursor stops at. */
export interface Line {
  text: string;
  depth: number;
  node: TreeNode;
}

/** Roles that add nothing to what is in them. */
const SILENT = new Set([
  'none',
  'generic',
  'paragraph',
  'RootWebArea',
  'LabelText',
  'listitem',
  'strong',
  'emphasis',
  'code',
  'Details',
  'Legend',
  'form',
  'region',
  'figure',
  'group',
  'DescriptionList',
  'DescriptionListTerm',
  'DescriptionListDetail',
  'term',
  'definition',
  'SectionHeader',
  'SectionFooter',
  'Section',
]);
/** Of those, the ones that are announced when they have a name. */
const NAMED = new Set(['form', 'region', 'figure', 'group']);
/** Roles whose name is all that is in them, for somebody who listens. */
const WHOLE = new Set([
  'heading',
  'button',
  'link',
  'checkbox',
  'menuitem',
  'menuitemradio',
  'option',
  'textbox',
  'combobox',
  'image',
  'img',
  'DisclosureTriangle',
  'radio',
  'slider',
  'progressbar',
  'splitter',
  'separator',
]);

const WORDS: Readonly<Record<string, string>> = {
  textbox: 'edit',
  combobox: 'combo box',
  checkbox: 'check box',
  radio: 'radio button',
  image: 'graphic',
  img: 'graphic',
  menuitem: 'menu item',
  menuitemradio: 'menu item',
  DisclosureTriangle: 'disclosure button',
  navigation: 'navigation landmark',
  main: 'main landmark',
  region: 'region',
  form: 'form landmark',
  progressbar: 'progress bar',
  alertdialog: 'alert dialog',
  splitter: 'separator',
  status: 'status',
};

/** Returns what a screen reader reads from the top to the end. */
export function sayTree(root: TreeNode): Line[] {
  const lines: Line[] = [];
  visit(root, 0, lines);
  return lines.filter((line, index) => !isLabelOf(line, lines, index));
}

/** Returns what a screen reader says of one object: its name, what it is, its states, its value and its description. */
export function sayNode(node: TreeNode): string {
  const { role, name, description, states } = node;
  const what = [name, ...kind(node), ...stateWords(states), ...valueOf(node)];
  if (description && description !== name) what.push(description);
  return (
    what.filter((part, index) => part || (index === 0 && WHOLE.has(role) && role !== 'textbox')).join(', ') || role
  );
}

function visit(node: TreeNode, depth: number, lines: Line[]): void {
  const { role, name } = node;
  if (role === 'InlineTextBox' || role === 'LineBreak' || role === 'ListMarker') return;
  if (role === 'StaticText') {
    if (name) lines.push({ text: name, depth, node });
    return;
  }
  const isSilent = SILENT.has(role) && !(NAMED.has(role) && name);
  if (isSilent) return visitChildren(node, depth, lines);
  const isEmptyRegion = (role === 'status' || role === 'alert') && !hasText(node);
  if (isEmptyRegion) return;
  lines.push({ text: sayNode(node), depth, node });
  if (!WHOLE.has(role)) visitChildren(node, depth + 1, lines);
}

/** Texts of one paragraph are read as one. */
function visitChildren(node: TreeNode, depth: number, lines: Line[]): void {
  const isOne = node.role === 'paragraph' || node.role === 'LabelText';
  let before: Line | undefined;
  for (const child of node.children) {
    const start = lines.length;
    visit(child, depth, lines);
    const [first] = lines.slice(start);
    if (isOne && before && first?.node.role === 'StaticText' && lines.length === start + 1) {
      before.text += ` ${first.text}`;
      lines.pop();
    } else before = first?.node.role === 'StaticText' ? first : undefined;
  }
}

function kind({ role, states, attributes, children }: TreeNode): string[] {
  if (role === 'heading') return [`heading level ${states['level']}`];
  if (role === 'list') return [`list with ${children.length} item${children.length === 1 ? '' : 's'}`];
  if (role === 'textbox') {
    const { type = 'text', inputmode } = attributes;
    const word = type === 'password' ? 'protected' : type === 'text' ? (inputmode === 'numeric' ? 'number' : '') : type;
    return ['edit', word];
  }
  if (role === 'button') {
    if ('pressed' in states)
      return ['toggle button', states['pressed'] === 'true' || states['pressed'] === true ? 'pressed' : 'not pressed'];
    return [
      states['hasPopup'] === 'menu'
        ? 'menu button'
        : states['hasPopup']
          ? `button that opens a ${states['hasPopup']}`
          : 'button',
    ];
  }
  return [WORDS[role] ?? role];
}

function stateWords(states: TreeNode['states']): string[] {
  const found: string[] = [];
  const is = (name: string) => states[name] === true || states[name] === 'true';
  if (states['checked'] !== undefined) found.push(is('checked') ? 'checked' : 'not checked');
  if (is('required')) found.push('required');
  if (is('invalid')) found.push('invalid entry');
  if (is('disabled')) found.push('unavailable');
  if (is('readonly')) found.push('read only');
  if (is('busy')) found.push('busy');
  if (states['expanded'] !== undefined) found.push(is('expanded') ? 'expanded' : 'collapsed');
  if (is('modal')) found.push('modal');
  return found;
}

function valueOf({ role, value, attributes, states }: TreeNode): string[] {
  const current = attributes['aria-current'];
  const found = current && current !== 'false' ? [current === 'true' ? 'current' : `current ${current}`] : [];
  if (role === 'textbox') found.push(value ? (attributes['type'] === 'password' ? 'has text' : value) : 'blank');
  else if (value) found.push(value);
  if (role === 'textbox' && states['multiline'] === true) found.push('multi line');
  return found;
}

function hasText(node: TreeNode): boolean {
  return (node.role === 'StaticText' && node.name !== '') || node.children.some(hasText);
}

/** Screen readers say a label with its control, and not once more beside it. */
function isLabelOf({ node, text }: Line, lines: readonly Line[], index: number): boolean {
  if (node.role !== 'StaticText') return false;
  const isControl = ({ role }: TreeNode) => ['textbox', 'combobox', 'checkbox', 'radio', 'slider'].includes(role);
  const near = [lines[index - 1], ...lines.slice(index + 1, index + 4)];
  return near.some((line) => line && isControl(line.node) && line.node.name === text);
}
