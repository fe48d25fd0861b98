import { type CssClass, STATES } from './css-classes.ts';
import { envNameOf, flagNameOf, SETTING_GROUPS } from '../src/server/config/setting-table.ts';

/** The parts of a custom elements manifest that the page about the elements shows (schema 1.0.0). */
export interface ReferenceManifest {
  modules: { declarations?: ManifestDeclaration[] }[];
}

export interface ManifestDeclaration {
  name: string;
  tagName?: string;
  summary?: string;
  description?: string;
  superclass?: { name: string };
  attributes?: { name: string; type?: { text: string }; default?: string; description?: string }[];
  members?: ManifestMember[];
  slots?: { name: string; description?: string }[];
  events?: { name: string; type?: { text: string }; description?: string }[];
  cssProperties?: { name: string; description?: string }[];
  cssClasses?: CssClass[];
}

export interface ManifestMember {
  kind: string;
  readonly?: boolean;
  name: string;
  static?: boolean;
  privacy?: string;
  type?: { text: string };
  default?: string;
  description?: string;
}

/** The elements in the order of the page; others follow. */
const ORDER = [
  'clerk-sign-in',
  'clerk-sign-up',
  'clerk-user-button',
  'clerk-user-button-action',
  'clerk-user-button-link',
  'clerk-user-profile',
  'clerk-user-profile-page',
  'clerk-user-profile-link',
];

const NOTE = '<!-- Written by `npm run docs`. Change the source it is written from instead. -->';

/** The text of docs/settings.md. */
export function settingsPage(): string {
  const groups = SETTING_GROUPS.map(({ title, settings }) => {
    const rows = settings.map(
      (setting) =>
        `| \`${setting.path}\` | \`${envNameOf(setting)}\` | \`--${flagNameOf(setting)}\` | ${cell(setting.help)} |`,
    );
    return `## ${title}\n\n| setting | environment | flag | what it does |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${NOTE}

# Settings

The server reads its settings once, when it starts: from flags, then environment variables, then the configuration file
\`clerk.config.{json,js,mjs,ts}\`, where the first of them that has a setting wins. A dot is a level of the file:
\`signUp.mode\` is \`{ signUp: { mode: 'restricted' } }\`. A list is separated by commas in flags and in the environment;
\`--no-…\` turns a switch off. The server refuses to start with a setting that it does not know or cannot use, and names
the setting and the cure.

In TypeScript the file has the type \`ConfigInput\` of \`clerk-widgets/server\`, and so has the argument of \`createServer\`.

${groups.join('\n')}
## Keys

Keys are not settings: they come from the environment or from the key file, and no configuration file holds them.

| environment | what it is |
|---|---|
| \`CLERK_MASTER_KEY\` | 32 random bytes in base64 or hex, from which the server derives every other secret. Required with Postgres. Default: the server makes it and keeps it in the key file |
| \`CLERK_SIGNING_KEY\` | RSA-2048 private key in PEM that signs session tokens. Default: the server makes it and keeps it |
`;
}

/**
 * The text of docs/elements.md.
 *
 * @param manifest content of custom-elements.json
 */
export function elementsPage(manifest: ReferenceManifest): string {
  const declarations = manifest.modules.flatMap((each) => each.declarations ?? []);
  const elements = declarations.filter(({ tagName }) => tagName).sort((a, b) => placeOf(a) - placeOf(b));
  const events = declarations.filter(({ superclass }) => superclass?.name === 'Event');
  return `${NOTE}

# Elements

Every attribute is also a property in camelCase, except \`color-scheme\`. An attribute with the type \`object\` is JSON. The
elements render into the light DOM, so your style sheets, password managers and tests reach every node.

${elements.map((element) => elementSection(element, events)).join('\n')}
## Events

All events bubble, out of shadow roots too.

| event | class | when | fields |
|---|---|---|---|
${events.map(eventRow).join('\n')}

## Classes

The nodes of an element have classes for style sheets and tests; each section above lists them.

- A **key** is a name for \`appearance.elements\`, and the node has it as a class: the key \`card\` is \`.cl-card\`. Where several
  nodes have the same key, an id tells them apart: \`formFieldInput__password\` is \`.cl-formFieldInput__password\`.
- **Further classes** are on nodes that Clerk has no key for. They can change in a minor release.
- A state is a class as well: ${STATES.map((state) => `\`cl-${state}\``).join(', ')}. Write \`.cl-formButtonPrimary.cl-loading\`, or
  the key \`formButtonPrimary__loading\`.

A rule of yours wins when it selects a class. [Look](../README.md#look) says which rules of a page apply inside.

## Custom properties

Set them on the element, or on any of its ancestors.

| property | what it styles |
|---|---|
${customProperties(elements).join('\n')}
`;
}

function placeOf({ tagName = '' }: ManifestDeclaration): number {
  return ORDER.includes(tagName) ? ORDER.indexOf(tagName) : ORDER.length;
}

function elementSection(element: ManifestDeclaration, classes: readonly ManifestDeclaration[]): string {
  const { tagName, summary, description, attributes, members, slots, events, cssClasses } = element;
  const parts = [`## \`<${tagName}>\`\n`, `${summary ?? ''}\n`];
  if (description) parts.push(`${description}\n`);
  if (attributes?.length) {
    const rows = attributes.map(({ name, type, default: value, description: text = '' }) => {
      // An attribute that is absent is false, unless its text tells of another default.
      const otherwise = type?.text === 'boolean' && !text.includes('default') ? 'false' : '';
      const shown = (value ?? otherwise) && `\`${value ?? otherwise}\``;
      return `| \`${name}\` | \`${cell(type?.text ?? '')}\` | ${shown} | ${cell(text)} |`;
    });
    parts.push(`| attribute | type | default | what it does |\n|---|---|---|---|\n${rows.join('\n')}\n`);
  }
  const named = new Set(attributes?.map(({ name }) => name.replaceAll('-', '')));
  const properties = (members ?? []).filter(
    (member) =>
      member.kind === 'field' &&
      !member.static &&
      (member.privacy ?? 'public') === 'public' &&
      !member.name.startsWith('__') &&
      member.description &&
      !named.has(member.name.toLowerCase()),
  );
  if (properties.length) {
    const rows = properties.map(({ name, type, description: text }) => row(name, type?.text, text));
    parts.push(`| property | type | what it does |\n|---|---|---|\n${rows.join('\n')}\n`);
  }
  if (slots?.length) {
    const rows = slots.map(
      ({ name, description: text }) => `| ${name ? `\`slot="${name}"\`` : 'content'} | ${cell(text ?? '')} |`,
    );
    parts.push(`| children | what they are |\n|---|---|\n${rows.join('\n')}\n`);
  }
  if (events?.length) {
    const rows = events.map(({ name, type, description: text }) => {
      const fields = fieldsOf(classes.find((each) => each.name === type?.text)).map(
        ({ name: field }) => `\`${field}\``,
      );
      return `| \`${name}\` | ${fields.join(', ')} | ${cell(text ?? '')} |`;
    });
    parts.push(`| event | fields | when |\n|---|---|---|\n${rows.join('\n')}\n`);
  }
  if (cssClasses?.length) parts.push(...classLists(cssClasses));
  return parts.join('\n');
}

/** The keys and the further classes of an element, folded because they are many. */
function classLists(classes: readonly CssClass[]): string[] {
  const keys = classes.flatMap(({ key }) => (key ? `\`${key}\`` : []));
  const further = classes.flatMap(({ name, key }) => (key ? [] : `\`${name}\``));
  if (keys.length === 0) return [`Classes: ${further.join(' ')}\n`];
  return [
    `<details><summary>Classes: ${keys.length} keys, ${further.length} further ones</summary>\n`,
    `Keys of \`appearance.elements\`, each with \`cl-\` in front as a class: ${keys.join(' ')}\n`,
    ...(further.length ? [`Further classes: ${further.join(' ')}\n`] : []),
    '</details>\n',
  ];
}

function eventRow(event: ManifestDeclaration): string {
  const fields = fieldsOf(event).map(
    ({ name, type, description }) => `\`${name}\` (${type?.text}): ${cell(description ?? '')}`,
  );
  const name = event.members?.find((member) => member.name === 'eventName')?.default?.replaceAll("'", '') ?? '';
  return `| \`${name}\` | \`${event.name}\` | ${cell(event.description ?? '')} | ${fields.join(' ')} |`;
}

function fieldsOf(event: ManifestDeclaration | undefined): ManifestMember[] {
  return (event?.members ?? []).filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic);
}

function customProperties(elements: readonly ManifestDeclaration[]): string[] {
  const known = new Map(
    elements.flatMap(({ cssProperties }) => cssProperties ?? []).map(({ name, description }) => [name, description]),
  );
  return [...known].map(([name, description]) => `| \`${name}\` | ${cell(description ?? '')} |`);
}

function row(name: string, type = '', text = ''): string {
  return `| \`${name}\` | \`${cell(type)}\` | ${cell(text)} |`;
}

/** Text for a cell of a table. */
function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
}
