import { readFile } from 'node:fs/promises';

interface Declaration {
  name: string;
  kind: string;
  customElement?: boolean;
  tagName?: string;
  summary?: string;
  description?: string;
  attributes?: { name: string; description?: string }[];
  events?: { name?: string; description?: string }[];
}

/** Tags the package promises. */
const TAGS = [
  'clerk-sign-in',
  'clerk-sign-up',
  'clerk-user-button',
  'clerk-user-profile',
  'clerk-signed-in',
  'clerk-signed-out',
  'clerk-redirect-to-sign-in',
];

/** The generated manifest names every element, with a summary, and documents every attribute and event. */
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
    for (const a of element.attributes ?? []) if (!a.description) faults.push(`<${tag} ${a.name}> has no description.`);
    for (const e of element.events ?? [])
      if (!e.name || !e.description) faults.push(`<${tag}>: an event lacks its text.`);
  }
  for (const d of declarations)
    if (!TAGS.includes(d.tagName ?? '')) faults.push(`<${d.tagName}> is unknown to the gate.`);
  if (faults.length) throw new Error(faults.join('\n'));
}
