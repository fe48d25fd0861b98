import type { TemplateResult } from 'lit';
import { directive, type DirectiveResult } from 'lit/directive.js';
import { FieldPart } from './field-part.ts';
import { NodePart } from './node-part.ts';
import { type Component, keyOf } from './own-component.ts';
import { refused } from './refused.ts';
import { type Binding, type Tag, tagsIn, VALUE } from './template-tags.ts';

/** Finds the application's component for a node. */
export type FindComponent = (key: string, id: string | undefined) => Component | undefined;

/** A value of a dressed template: that of the original with this index, or the component of a tag. */
type Slot = number | { tag: Tag; moved: readonly Binding[] };

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
  const values = dressed.slots.map((slot) =>
    typeof slot === 'number'
      ? plain.values[slot]
      : own(slot.tag, components.get(slot.tag) as Component, bindingsOf(slot, plain.values)),
  );
  return { ...plain, strings: dressed.strings, values };
}

function own(tag: Tag, component: Component, bindings: ReadonlyMap<string, unknown>): DirectiveResult {
  return tag.name === 'input' ? field(component) : node(component, bindings);
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

/** Returns the template whose tags with a component have one more binding, for the component, in front of all others. */
function dressedOf(known: Template, components: ReadonlyMap<Tag, Component>): Dressed {
  const signature = known.tags.map((tag) => (components.has(tag) ? 1 : 0)).join('');
  let dressed = known.dressed.get(signature);
  if (!dressed) {
    const slots: Slot[] = [];
    let text = '';
    let at = 0;
    let value = 0;
    const copy = (end: number) => {
      const part = known.source.slice(at, end);
      for (const sign of part) if (sign === VALUE) slots.push(value++);
      text += part;
      at = end;
    };
    const skip = (end: number) => {
      value += known.source.slice(at, end).split(VALUE).length - 1;
      at = end;
    };
    for (const tag of components.keys()) {
      // A part in front of the tag ends at the comment. The node itself may go.
      copy(tag.start - tag.name.length - 1);
      text += '<!---->';
      if (tag.name === 'input') {
        copy(tag.end - (known.source[tag.end - 1] === '/' ? 1 : 0));
        text += ` ${VALUE} `;
        slots.push({ tag, moved: [] });
      } else {
        copy(tag.start);
        text += ` ${VALUE}`;
        slots.push({ tag, moved: tag.attributes });
        for (const { start, end } of tag.attributes) {
          copy(start);
          skip(end);
        }
      }
      copy(tag.end);
    }
    copy(known.source.length);
    const strings = text.split(VALUE);
    dressed = { strings: Object.assign(strings, { raw: strings }), slots };
    known.dressed.set(signature, dressed);
  }
  return dressed;
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
