import { nothing, type TemplateResult } from 'lit';
import { escapeHtml } from '../../protocol/escape-html.ts';
import { toKebabCase } from '../../protocol/letter-case.ts';
import { FIRST_BREAK, parseTemplate, type TemplateElement, type TemplateNode, VOID } from './parse-template.ts';
import { isUnsafeUrl } from './unsafe-url.ts';

/** What `@event` adds. */
export type Listener = ((event: never) => unknown) | { handleEvent(event: never): unknown };

/** An element that is about to be written. A sink may change it. */
export interface ElementDraft {
  tag: string;
  /** Values by name. One without a value is the empty text. */
  readonly attributes: Map<string, string>;
  /** What the template listens to, by event. HTML has none of it. */
  readonly listeners: ReadonlyMap<string, Listener>;
  /** Drawn in front of the content, such as a template with a hidden field. */
  prepend?: unknown;
  /** Drawn after the content. */
  append?: unknown;
}

/** Is told of each element before its content is rendered. */
export interface Sink {
  onElement(element: ElementDraft): void;
}

/**
 * Renders what a view returns to HTML, as Lit would draw it, without markers. Listeners are left out, and properties become
 * attributes or content. Every value is escaped; a URL that would run a script is left out.
 *
 * @param value a result of `html` or `svg`, a text, a number, or a list of them
 * @param sink may change each element
 * @returns HTML
 * @throws {SyntaxError} for a template that cannot be read
 * @throws {TypeError} for a value that has no HTML, such as a function or a node
 * @example renderToString(html`<p class=${'a'} .textContent=${'1 < 2'}></p>`) // '<p class="a">1 &lt; 2</p>'
 */
export function renderToString(value: unknown, sink?: Sink): string {
  if (value === nothing || value === null || value === undefined) return '';
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`A ${typeof value} cannot be rendered on a server.`);
  }
  if (typeof value !== 'object') return escapeHtml(String(value));
  if (isTemplate(value)) return renderNodes(parseTemplate(value.strings as TemplateStringsArray), value.values, sink);
  if (isDirective(value)) {
    const directive = new value._$litDirective$({ type: CHILD });
    return renderToString(directive.render(...value.values), sink);
  }
  if (!(Symbol.iterator in value)) throw new TypeError('An object cannot be rendered on a server.');
  let html = '';
  for (const item of value as Iterable<unknown>) html += renderToString(item, sink);
  return html;
}

function renderNodes(nodes: readonly TemplateNode[], values: readonly unknown[], sink: Sink | undefined): string {
  let html = '';
  for (const node of nodes) {
    if (typeof node === 'string') html += node;
    else if (typeof node === 'number') html += renderToString(values[node], sink);
    else html += renderElement(node, values, sink);
  }
  return html;
}

function renderElement(source: TemplateElement, values: readonly unknown[], sink: Sink | undefined): string {
  const { element, content } = evaluate(source, values);
  sink?.onElement(element);
  const { tag, attributes } = element;
  if (!NAME.test(tag)) throw new TypeError(`${tag} is no name of an element.`);
  let html = `<${tag}`;
  for (const [name, value] of attributes) {
    if (!NAME.test(name)) throw new TypeError(`${name} is no name of an attribute.`);
    if (!isUnsafeUrl(name, value)) html += value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`;
  }
  if (source.isSelfClosed) return `${html}/>`;
  html += '>';
  if (VOID.test(tag)) return html;
  if (FIRST_BREAK.test(tag)) html += '\n';
  html += renderToString(element.prepend, sink);
  html += content === undefined ? renderNodes(source.children, values, sink) : escapeHtml(content);
  html += renderToString(element.append, sink);
  return `${html}</${tag}>`;
}

const NAME = /^[a-z][\w:-]*$/i;
/** The place of a directive: a child, as Lit numbers it. */
const CHILD = 2;

/** Fills in the attributes. Content that a property sets replaces that of the template. */
function evaluate({ tag, attributes }: TemplateElement, values: readonly unknown[]) {
  const written = new Map<string, string>();
  const listeners = new Map<string, Listener>();
  const element: ElementDraft = { tag, attributes: written, listeners };
  let content: string | undefined;
  for (const { kind, name, texts, hole } of attributes) {
    const value = texts.length === 1 ? texts[0] : values[hole];
    if (kind === '@') {
      if (value && value !== nothing) listeners.set(name, value as Listener);
    } else if (kind === '?') {
      if (value && value !== nothing) written.set(name, '');
    } else if (kind === '.') {
      if (name === 'textContent' || (name === 'value' && tag === 'textarea')) content = textOf(value);
      else setProperty(element, name, value);
    } else {
      const parts = texts.slice(1).map((_, index) => values[hole + index]);
      if (parts.includes(nothing)) continue;
      const text = texts.slice(1).map((after, index) => textOf(parts[index]) + after);
      written.set(name, (texts[0] ?? '') + text.join(''));
    }
  }
  return { element, content };
}

/** Writes a property as the attribute of the same meaning. One of an object has none. */
function setProperty({ attributes }: ElementDraft, name: string, value: unknown): void {
  const attribute = toKebabCase(name);
  if (value === true) attributes.set(attribute, '');
  else if (typeof value === 'string' || typeof value === 'number') attributes.set(attribute, String(value));
}

function textOf(value: unknown): string {
  return value === nothing || value === null || value === undefined ? '' : String(value);
}

function isTemplate(value: object): value is TemplateResult {
  return '_$litType$' in value;
}

interface DirectiveResult {
  // The name that directives have in every build of Lit.
  readonly _$litDirective$: new (info: {
    type: number;
  }) => { render(...values: unknown[]): unknown };
  readonly values: unknown[];
}

function isDirective(value: object): value is DirectiveResult {
  return '_$litDirective$' in value;
}
