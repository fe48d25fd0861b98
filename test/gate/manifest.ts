import { glob, readFile } from 'node:fs/promises';
import { type CssClass, STATES } from '../../build/css-classes.ts';

interface Declaration {
  name: string;
  kind: string;
  customElement?: boolean;
  tagName?: string;
  summary?: string;
  description?: string;
  attributes?: { name: string; description?: string; type?: { text: string } }[];
  events?: { name?: string; description?: string; type?: { text: string } }[];
  members?: { name: string; description?: string; privacy?: string }[];
  cssProperties?: { name: string; description?: string }[];
  cssClasses?: CssClass[];
}

/** Tags that the manifest must describe. */
const TAGS = [
  'clerk-sign-in',
  'clerk-sign-up',
  'clerk-user-button',
  'clerk-user-profile',
  'clerk-user-button-action',
  'clerk-user-button-link',
  'clerk-user-profile-page',
  'clerk-user-profile-link',
  'clerk-signed-in',
  'clerk-signed-out',
  'clerk-user-avatar',
  'clerk-show',
  'clerk-loading',
  'clerk-loaded',
  'clerk-degraded',
  'clerk-failed',
  'clerk-redirect-to-sign-in',
  'clerk-redirect-to-sign-up',
  'clerk-redirect-to-user-profile',
  'clerk-passkey-offer',
  'clerk-acting-note',
  'clerk-authenticate-with-redirect-button',
  'clerk-sign-in-button',
  'clerk-sign-in-with-metamask',
  'clerk-sign-out-button',
  'clerk-sign-up-button',
  'clerk-waitlist',
  'clerk-sso-callback',
  'clerk-email-link-verify',
  'clerk-google-one-tap',
  'clerk-devtools',
];

/** Types of attributes that `build/element-types.ts` turns into types for frameworks and data for editors. */
const ATTRIBUTE_TYPE = /^(string|boolean( \| undefined)?|object|'[\w-]+'(\s*\|\s*'[\w-]+')*)$/;

/** Classes that the manifest does not list: states, and nodes that belong to the page. */
const UNLISTED = [...STATES.map((state) => `cl-${state}`), 'cl-styled', 'cl-bare', 'cl-mount'];

/**
 * Checks that the generated manifest names every element with a summary, and describes its attributes, properties,
 * methods and events, every CSS property that a style sheet reads, and every class that one selects.
 */
export async function checkManifest(): Promise<void> {
  const manifest = JSON.parse(await readFile('custom-elements.json', 'utf8')) as {
    modules: { path: string; declarations?: Declaration[] }[];
  };
  const declarations = manifest.modules.flatMap((m) => m.declarations ?? []).filter((d) => d.tagName);
  const faults: string[] = [];
  for (const tag of TAGS) {
    const element = declarations.find((d) => d.tagName === tag);
    if (!element) {
      faults.push(`<${tag}> is not in the manifest: its class needs @tag ${tag}.`);
      continue;
    }
    if (!element.summary) faults.push(`<${tag}> has no @summary.`);
    for (const a of element.attributes ?? []) {
      if (!a.description) faults.push(`<${tag} ${a.name}> has no description.`);
      if (!ATTRIBUTE_TYPE.test(a.type?.text ?? ''))
        faults.push(`<${tag} ${a.name}>: the types for frameworks know no ${a.type?.text}, see ${ATTRIBUTE_TYPE}.`);
    }
    for (const m of element.members ?? [])
      if (m.privacy !== 'protected' && !m.description) faults.push(`<${tag}>: ${m.name} has no description.`);
    for (const e of element.events ?? [])
      if (!e.name || !e.description || !e.type) faults.push(`<${tag}>: an event lacks its type or description.`);
  }
  for (const d of declarations)
    if (!TAGS.includes(d.tagName ?? '')) faults.push(`<${d.tagName}> is unknown to the gate.`);
  // The offer is the client's own: no page writes its tag.
  const written = TAGS.filter((tag) => tag !== 'clerk-passkey-offer' && tag !== 'clerk-acting-note').sort();
  for (const [file, tags] of Object.entries(await tagsInTypes())) {
    if (tags.join() !== written.join())
      faults.push(`dist/${file} has ${tags.join(', ')}, and not ${written.join(', ')}.`);
  }
  const all = manifest.modules.flatMap((m) => m.declarations ?? []);
  const described = all.flatMap(({ cssProperties = [] }) => cssProperties.filter((p) => p.description));
  for (const name of await namesIn(/var\((--clerk-[\w-]+)/g))
    if (!described.some((property) => property.name === name))
      faults.push(`${name} has no @cssproperty, in clerk-element.ts or at the element that has it.`);
  const drawn = new Set(declarations.flatMap(({ cssClasses }) => cssClasses?.map(({ name }) => name) ?? []));
  for (const name of await namesIn(/\.(cl-[a-zA-Z]\w*?)(?=__|[^\w-])/g))
    if (!drawn.has(name) && !UNLISTED.includes(name))
      faults.push(`.${name} is in a style sheet, and no element draws it.`);
  if (faults.length) throw new Error(faults.join('\n'));
}

/** Returns the tags that frameworks and editors know, by the file in dist/ that they know them from. */
async function tagsInTypes(): Promise<Record<string, string[]>> {
  const types = await readFile('dist/types/entries/types/elements.d.ts', 'utf8');
  const webTypes = JSON.parse(await readFile('dist/web-types.json', 'utf8'));
  const htmlData = JSON.parse(await readFile('dist/html-custom-data.json', 'utf8'));
  const namesOf = (list: { name: string }[]) => list.map(({ name }) => name).sort();
  return {
    'types/entries/types/elements.d.ts': [...types.matchAll(/'(clerk-[\w-]+)': ElementType</g)]
      .map(([, tag = '']) => tag)
      .sort(),
    'web-types.json': namesOf(webTypes.contributions.html.elements),
    'html-custom-data.json': namesOf(htmlData.tags),
  };
}

/** Returns what a pattern finds in the style sheets. */
async function namesIn(pattern: RegExp): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const file of glob('src/elements/**/*.css'))
    for (const [, name = ''] of (await readFile(file, 'utf8')).matchAll(pattern)) names.add(name);
  return names;
}
