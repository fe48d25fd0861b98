import { native } from '../../../client/platform/native.ts';

/**
 * Makes served nodes what drawn ones are, and keeps every served node that has a counterpart. Drawn nodes without one are
 * moved in, and served nodes that nothing stands for are removed. Attributes follow what was drawn: the page's markup must
 * not decide where a form or a link leads.
 *
 * @param drawn left empty
 * @param served shown to the user, who may be typing into it
 * @param standIns gets the served node for each drawn one
 */
export function graft(drawn: Element, served: Element, standIns: Map<Node, Node>): void {
  standIns.set(drawn, served);
  copyAttributes(drawn, served);
  let next = native(served).firstChild;
  for (const node of Array.from(native(drawn).childNodes)) {
    const found = counterpart(node, next);
    if (!found) {
      served.insertBefore(node, next);
      continue;
    }
    while (next && next !== found) next = removed(next);
    next = found.nextSibling;
    if (found instanceof Element) graft(node as Element, found, standIns);
    else {
      standIns.set(node, found);
      const { nodeValue } = node;
      if (found.nodeValue !== nodeValue) found.nodeValue = nodeValue;
    }
  }
  while (next) next = removed(next);
}

/** Returns the first of the siblings from `next` on that stands for a drawn node. */
function counterpart(node: ChildNode, next: ChildNode | null): ChildNode | null {
  // The comments are Lit's: no server writes them.
  if (node.nodeType === Node.COMMENT_NODE) return null;
  let found = next;
  // A text is where it is: no element is passed over for it.
  if (node.nodeType === Node.TEXT_NODE) return found?.nodeType === Node.TEXT_NODE ? found : null;
  while (found && signature(found) !== signature(node)) found = found.nextSibling;
  return found;
}

/** Returns what a node has to have in common with its counterpart. */
function signature(node: ChildNode): string {
  if (!(node instanceof Element)) return node.nodeName;
  const read = (name: string) => native(node).getAttribute(name);
  const classes = read('class')?.split(' ') ?? [];
  // `cl-formField__password` says more than `cl-formField`.
  const kind = classes.find((name) => name.includes('__')) ?? classes[0];
  // A served button has a name, so that it works before its script does.
  return [
    node.localName,
    kind,
    node.localName !== 'button' && read('name'),
    node.localName === 'option' && read('value'),
  ].join();
}

function copyAttributes(from: Element, to: Element): void {
  const [wanted, present] = [native(from), native(to)];
  for (const name of present.getAttributeNames()) {
    // The user may have opened optional fields.
    if (name !== 'open' && !wanted.hasAttribute(name)) present.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (present.getAttribute(name) !== value) present.setAttribute(name, value);
  }
}

function removed(node: ChildNode): ChildNode | null {
  const next = node.nextSibling;
  node.remove();
  return next;
}
