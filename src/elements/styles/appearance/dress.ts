import type { TemplateResult } from 'lit';
import { directive } from 'lit/directive.js';
import { FieldPart } from './field-part.ts';
import { EndPart, NodePart, type Waiting } from './node-part.ts';
import { type Component, keyOf } from './own-component.ts';
import { refused } from './refused.ts';
import { type Binding, type Tag, tagsIn, VALUE, valuesIn } from './template-tags.ts';

/** Finds the application's component for a node. */
export type FindComponent = (key: string, id: string | undefined) => Component | undefined;

/** A value of a dressed template: that of the original with this index, the component of a tag, or the end of all. */
type Slot = number | { tag: Tag; moved: readonly Binding[] } | 'end';

interface Dressed {
  strings: TemplateStringsArray;
  slots: readonly Slot[];
}

interface Template {
  source: string;
  tags: readonly Tag[];
  /** By the tags that have a component. Lit keeps the nodes of a template as long as its strings are the same object. */
  dressed: Map<string, Dressed>;
}

const templates = new WeakMap<TemplateStringsArray, Template>();
const field = directive(FieldPart);
const node = directive(NodePart);
const end = directive(EndPart);

/**
 * Puts the application's components into what a view renders. The template of a view is changed where a node has a
 * component, so views need to know nothing of it, and the bindings of the node become those of the component.
 */
export function dress(result: unknown, find: FindComponent): unknown {
  if (Array.isArray(result)) return all(result, find);
  if (typeof result !== 'object' || result === null) return result;
  // A directive, such as `keyed`, draws what is among its values.
  if ('_$litDirective$' in result) return withValues(result as unknown as Pick<TemplateResult, 'values'>, find);
  return '_$litType$' in result ? template(result as TemplateResult, find) : result;
}

function template(result: TemplateResult, find: FindComponent): TemplateResult {
  const { strings } = result;
  let known = templates.get(strings);
  if (!known) {
    const source = strings.join(VALUE);
    known = { source, tags: tagsIn(source), dressed: new Map() };
    templates.set(strings, known);
  }
  const plain = withValues(result, find);
  const components = new Map<Tag, Component>();
  for (const tag of known.tags) {
    const { key, id } = keyOf(result.values[tag.classes]);
    const component = key && find(key, id);
    if (component && !refused(key, tag.name)) components.set(tag, component);
  }
  if (components.size === 0) return plain;
  const dressed = dressedOf(known, components);
  const waiting: Waiting = [];
  const values = dressed.slots.map((slot) => {
    if (typeof slot === 'number') return plain.values[slot];
    if (slot === 'end') return end(waiting);
    const component = components.get(slot.tag) as Component;
    return slot.tag.name === 'input' ? field(component) : node(component, bindingsOf(slot, plain.values), waiting);
  });
  return { ...plain, strings: dressed.strings, values };
}

function bindingsOf({ moved }: { moved: readonly Binding[] }, values: readonly unknown[]): Map<string, unknown> {
  return new Map(
    moved.map(({ name, parts, first }) => {
      const [before = '', ...after] = parts;
      const single = parts.length === 2 && parts.every((part) => !part);
      const text = () => before + after.map((part, index) => String(values[first + index]) + part).join('');
      return [name, single ? values[first] : text()];
    }),
  );
}

/**
 * Returns the template in which each tag with a component has one binding for it. That of an input comes after its own
 * bindings; that of another node has them all. Comments around the tag and its content keep the places of parts that
 * border on them, because the node itself goes.
 */
function dressedOf(known: Template, components: ReadonlyMap<Tag, Component>): Dressed {
  const signature = known.tags.map((tag) => (components.has(tag) ? 1 : 0)).join('');
  let dressed = known.dressed.get(signature);
  if (!dressed) {
    const edits = [...components.keys()].flatMap(editsOf).sort((one, other) => one.from - other.from);
    const { source } = known;
    edits.push({ from: source.length, to: source.length, text: VALUE, slot: 'end' });
    const slots: Slot[] = [];
    let text = '';
    let at = 0;
    let value = 0;
    for (const edit of edits) {
      const kept = source.slice(at, edit.from);
      for (let count = valuesIn(kept); count > 0; count--) slots.push(value++);
      text += kept + edit.text;
      if (edit.slot) slots.push(edit.slot);
      value += valuesIn(source.slice(edit.from, edit.to));
      at = edit.to;
    }
    const strings = text.split(VALUE);
    dressed = { strings: Object.assign(strings, { raw: strings }), slots };
    known.dressed.set(signature, dressed);
  }
  return dressed;
}

interface Edit {
  from: number;
  to: number;
  text: string;
  slot?: Slot;
}

const BORDER = '<!---->';

function editsOf(tag: Tag): Edit[] {
  const insert = (at: number, text: string, slot?: Slot): Edit => ({ from: at, to: at, text, ...(slot && { slot }) });
  const before = insert(tag.start - tag.name.length - 1, BORDER);
  if (tag.name === 'input') return [before, insert(tag.end, ` ${VALUE} `, { tag, moved: [] })];
  return [
    before,
    insert(tag.start, ` ${VALUE}`, { tag, moved: tag.attributes }),
    ...tag.attributes.map(({ start, end: to }) => ({ from: start, to, text: '' })),
    ...(tag.close === undefined ? [] : [insert(tag.end + 1, BORDER), insert(tag.close, BORDER)]),
  ];
}

function withValues<Result extends Pick<TemplateResult, 'values'>>(result: Result, find: FindComponent): Result {
  const values = all(result.values, find);
  return values === result.values ? result : { ...result, values };
}

/** Returns the same array if nothing in it is dressed. */
function all(values: unknown[], find: FindComponent): unknown[] {
  const dressed = values.map((value) => dress(value, find));
  return dressed.some((value, index) => value !== values[index]) ? dressed : values;
}
