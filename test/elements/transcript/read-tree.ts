import { devtools } from '../devtools.ts';

/** A node of the accessibility tree, as the browser hands it to assistive technology. */
export interface TreeNode {
  id: string;
  role: string;
  name: string;
  description: string;
  /** What the user can read in it, such as the text of a field. */
  value: string;
  /** Such as `required`, `invalid`, `expanded`, `level`. */
  states: Readonly<Record<string, unknown>>;
  /** Attributes of the element, for what the tree does not say, such as the type of a field. */
  attributes: Readonly<Record<string, string>>;
  children: TreeNode[];
}

interface AXValue {
  value?: unknown;
}

interface AXNode {
  nodeId: string;
  backendDOMNodeId?: number;
  ignored: boolean;
  role?: AXValue;
  name?: AXValue;
  description?: AXValue;
  value?: AXValue;
  properties?: { name: string; value: AXValue }[];
  childIds?: string[];
}

interface DOMNode {
  nodeId: number;
  parentId?: number;
  backendNodeId: number;
  localName: string;
  attributes?: string[];
}

/** Returns the accessibility tree of the page. Nodes that assistive technology does not get are left out. */
export async function readTree(): Promise<TreeNode> {
  const [{ nodes }, , dom] = await devtools<[{ nodes: AXNode[] }, unknown, { nodes: DOMNode[] }, unknown]>(
    { method: 'Accessibility.getFullAXTree' },
    { method: 'DOM.enable' },
    { method: 'DOM.getFlattenedDocument', params: { depth: -1, pierce: true } },
    { method: 'DOM.disable' },
  );
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const elements = new Map(dom.nodes.map((node) => [node.backendNodeId, node]));
  const parents = new Map(dom.nodes.map((node) => [node.nodeId, node]));

  /** Returns the isolated text that a node is a part of: it may break at a certain place, and is read as one. */
  const isolated = (node: AXNode): DOMNode | undefined => {
    let each = elements.get(node.backendDOMNodeId ?? 0);
    while (each && each.localName !== 'bdi') each = parents.get(each.parentId ?? 0);
    return each;
  };

  const read = (node: AXNode): TreeNode[] => {
    const children: TreeNode[] = [];
    let last: DOMNode | undefined;
    for (const child of (node.childIds ?? []).map((id) => byId.get(id) as AXNode)) {
      const one = isolated(child);
      const found = read(child);
      const before = children.at(-1);
      if (one && one === last && before) before.name += found.map(textIn).join('');
      else children.push(...(one ? found.map((each) => ({ ...each, role: 'StaticText', name: textIn(each) })) : found));
      last = one;
    }
    if (node.ignored) return children;
    return [
      {
        id: node.nodeId,
        role: text(node.role),
        name: text(node.name),
        description: text(node.description),
        value: text(node.value),
        states: Object.fromEntries((node.properties ?? []).map(({ name, value }) => [name, value.value])),
        attributes: pairs(elements.get(node.backendDOMNodeId ?? 0)?.attributes),
        children,
      },
    ];
  };
  return read(nodes[0] as AXNode)[0] as TreeNode;
}

function textIn({ role, name, children }: TreeNode): string {
  return role === 'StaticText' ? name : children.map(textIn).join('');
}

function text(value: AXValue | undefined): string {
  return String(value?.value ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function pairs(attributes: readonly string[] = []): Record<string, string> {
  const found: Record<string, string> = {};
  for (let at = 0; at < attributes.length; at += 2) found[attributes[at] as string] = attributes[at + 1] as string;
  return found;
}
