import { envNameOf, flagNameOf, SETTING_GROUPS } from '../src/server/config/setting-table.ts';

/** The parts of a custom elements manifest that the page about the elements shows (schema 1.0.0). */
export interface ReferenceManifest {
  modules: { declarations?: ManifestDeclaration[] }[];
}

interface ManifestDeclaration {
  name: string;
  tagName?: string;
  summary?: string;
  description?: string;
  superclass?: { name: string };
  attributes?: { name: string; type?: { text: string }; description?: string }[];
  members?: ManifestMember[];
  events?: { name: string; description?: string }[];
  cssProperties?: { name: string; description?: string }[];
}

interface ManifestMember {
  kind: string;
  name: string;
  static?: boolean;
  privacy?: string;
  type?: { text: string };
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

Every attribute is also a property in camelCase; objects can be set as properties alone. The elements render into the
light DOM, so your style sheets, password managers and tests reach every node.

${elements.map(elementSection).join('\n')}
## Events

${events.map(eventRow).join('\n')}

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

function elementSection({ tagName, summary, description, attributes, members, events }: ManifestDeclaration): string {
  const parts = [`## \`<${tagName}>\`\n`, `${summary ?? ''}\n`];
  if (description) parts.push(`${description}\n`);
  if (attributes?.length) {
    const rows = attributes.map(({ name, type, description: text }) => row(name, type?.text, text));
    parts.push(`| attribute | type | what it does |\n|---|---|---|\n${rows.join('\n')}\n`);
  }
  const named = new Set(attributes?.map(({ name }) => name.replaceAll('-', '')));
  const properties = (members ?? []).filter(
    (member) =>
      member.kind === 'field' &&
      !member.static &&
      !member.privacy &&
      member.description &&
      !named.has(member.name.toLowerCase()),
  );
  if (properties.length) {
    const rows = properties.map(({ name, type, description: text }) => row(name, type?.text, text));
    parts.push(`| property | type | what it does |\n|---|---|---|\n${rows.join('\n')}\n`);
  }
  if (events?.length) {
    const rows = events.map(({ name, description: text }) => `| \`${name}\` | ${cell(text ?? '')} |`);
    parts.push(`| event | when |\n|---|---|\n${rows.join('\n')}\n`);
  }
  return parts.join('\n');
}

function eventRow({ name, description, members }: ManifestDeclaration): string {
  const fields = (members ?? []).filter(({ kind, static: isStatic }) => kind === 'field' && !isStatic);
  const list = fields.map(({ name: field, description: text }) => `\`${field}\`: ${cell(text ?? '')}`);
  return `- \`${name}\`: ${cell(description ?? '')} ${list.join(' ')}`;
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
