import { nothing } from 'lit';

/** What Lit knows of a place in a template, under the names that its builds share with its own packages. */
interface Part {
  /** The element with the attribute, property or listener. */
  element?: Element;
  /** Name of the attribute, property or event. */
  readonly name?: string;
  readonly type: number;
  /** What was rendered last: a listener, an instance of a template, or the parts of a list. */
  readonly _$AH?: unknown;
  /** The node behind a child. */
  _$AB?: Node | null;
  /** The parts of a template's instance. */
  readonly _$AV?: readonly Part[];
}

/** Lit's number for a part that listens. */
const EVENT = 5;

/**
 * Lets Lit go on in other nodes than those that it has drawn.
 *
 * @param root the part of the container that was rendered into
 * @param standIns the node that stands for a drawn one now; nodes without an entry were moved
 */
export function redirectParts(root: unknown, standIns: ReadonlyMap<Node, Node>): void {
  const part = root as Part;
  const { element, name } = part;
  const standIn = element && (standIns.get(element) as Element | undefined);
  if (standIn) {
    part.element = standIn;
    // Lit listens with the part, and gives the listener as its own options.
    const listener = part._$AH as AddEventListenerOptions & EventListenerObject;
    if (part.type === EVENT && part._$AH !== nothing && part._$AH) {
      standIn.addEventListener(name as string, part as unknown as EventListenerObject, listener);
    }
  }
  if (part._$AB) part._$AB = standIns.get(part._$AB) ?? part._$AB;
  if (element) return;
  const inner = Array.isArray(part._$AH) ? part._$AH : (part._$AH as Part | undefined)?._$AV;
  for (const child of inner ?? []) redirectParts(child, standIns);
}
