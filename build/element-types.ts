import type { ManifestDeclaration, ManifestMember, ReferenceManifest } from './reference-pages.ts';

/** What an element has, as type checkers and editors see it. */
export interface ElementShape {
  tag: string;
  /** Name of its class. */
  class: string;
  summary: string;
  description: string;
  attributes: Attribute[];
  properties: Property[];
  events: { name: string; type: string; text: string }[];
  slots: { name: string; text: string }[];
}

export interface Attribute {
  name: string;
  /** `string`, `boolean`, `object` (JSON), or the texts that it may have, such as `'path' | 'hash'`. */
  type: string;
  default: string | undefined;
  text: string;
  /** The property of the same name in camelCase, if there is one. */
  property: string | undefined;
}

export interface Property {
  name: string;
  /** The texts that it may have; undefined when its type is the one that the class declares. */
  values: string | undefined;
  text: string;
}

/**
 * Returns the elements that an application writes into its pages, sorted by tag: those whose class the package exports.
 *
 * @param manifest content of custom-elements.json
 * @param exported names that `clerk-widgets` exports
 */
export function elementShapes(manifest: ReferenceManifest, exported: ReadonlySet<string>): ElementShape[] {
  return manifest.modules
    .flatMap(({ declarations }) => declarations ?? [])
    .filter(({ tagName, name }) => tagName && exported.has(name))
    .map(shapeOf)
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

function shapeOf(declaration: ManifestDeclaration): ElementShape {
  const fields = (declaration.members ?? []).filter(isProperty);
  const attributes = (declaration.attributes ?? []).map(({ name, type, default: value, description = '' }) => ({
    name,
    type: readable(type?.text ?? 'string'),
    default: value,
    text: description,
    property: fields.find((field) => field.name === camelCase(name))?.name,
  }));
  return {
    tag: declaration.tagName ?? '',
    class: declaration.name,
    summary: declaration.summary ?? '',
    description: declaration.description ?? '',
    attributes,
    properties: fields.map((field) => ({
      name: field.name,
      values: valuesOf(attributes.find(({ property }) => property === field.name)?.type, field),
      text: field.description ?? '',
    })),
    events: (declaration.events ?? []).map(({ name, type, description = '' }) => ({
      name,
      type: type?.text ?? 'Event',
      text: description,
    })),
    slots: (declaration.slots ?? []).map(({ name, description = '' }) => ({ name, text: description })),
  };
}

function isProperty({ kind, name, privacy = 'public', static: isStatic, readonly }: ManifestMember): boolean {
  return kind === 'field' && privacy === 'public' && !isStatic && !readonly && !name.startsWith('_');
}

/** A class may declare any text where the element knows a few: a value that is none of them is a mistake. */
function valuesOf(attribute: string | undefined, { type }: ManifestMember): string | undefined {
  return attribute?.startsWith("'") && type?.text === 'string | undefined' ? attribute : undefined;
}

function readable(type: string): string {
  return type
    .replace(/\s*\|\s*undefined$/, '')
    .split('|')
    .map((part) => part.trim())
    .join(' | ');
}

function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Returns the declarations that those for each framework are derived from: attributes, properties and events of every
 * element.
 */
export function elementTypes(shapes: readonly ElementShape[]): string {
  const classes = shapes.map((shape) => shape.class);
  const events = shapes.flatMap((shape) => shape.events.map(({ type }) => type));
  const names = [...new Set([...classes, ...events])].sort();
  return `import type {\n${names.map((name) => `  ${name},\n`).join('')}} from '../elements.ts';

/** Every element by its tag: its class, and what may be written into its tag. */
export interface ElementTypes {
${shapes.map(({ tag, class: name, summary, description }) => `${doc([summary, description], 2)}  '${tag}': ElementType<${name}, ${name}Attributes, ${name}Properties, ${name}Events>;\n`).join('')}}

export interface ElementType<Element, Attributes, Properties, Events> {
  element: Element;
  attributes: Attributes;
  properties: Properties;
  events: Events;
}
${shapes.map(declarationsOf).join('')}`;
}

function declarationsOf({ tag, class: name, attributes, properties, events }: ElementShape): string {
  const own = attributes.map((attribute) => {
    const json = attribute.type === 'object' ? ' The attribute is JSON.' : '';
    const otherwise = attribute.default ? `@default ${attribute.default}` : '';
    return `${doc([attribute.text.replace(', as JSON', '') + json, otherwise], 2)}  ${propertyKey(attribute.name)}?: ${attributeType(attribute)} | null | undefined;\n`;
  });
  const fields = properties.map(
    (property) =>
      `${doc([property.text], 2)}  ${property.name}?: ${property.values ?? `${name}['${property.name}']`} | undefined;\n`,
  );
  const fired = events.map(({ name: event, type, text }) => `${doc([text], 2)}  '${event}': ${type};\n`);
  return `
/** Attributes of \`<${tag}>\`. */
interface ${name}Attributes {\n${own.join('')}}

/** Properties of \`<${tag}>\`. */
interface ${name}Properties {\n${fields.join('')}}

/** Events of \`<${tag}>\`. */
interface ${name}Events {\n${fired.join('')}}
`;
}

function propertyKey(name: string): string {
  return name.includes('-') ? `'${name}'` : name;
}

function attributeType({ type }: Attribute): string {
  return type === 'object' ? 'string' : type;
}

/** Returns a comment of JSDoc with an end of line. */
function doc(texts: readonly string[], indent: number): string {
  const lines = texts
    .filter(Boolean)
    .join('\n\n')
    .replaceAll('*/', '*\\/')
    .split('\n')
    .map((line) => ` ${line.trim()}`.trimEnd());
  const space = ' '.repeat(indent);
  if (lines.length < 2) return `${space}/**${lines[0] ?? ''} */\n`;
  return `${space}/**\n${lines.map((line) => `${space} *${line}\n`).join('')}${space} */\n`;
}
