import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folders with the built apps of `demo/frameworks`, by the name of the app. */
export type BuiltApps = Readonly<Record<string, string>>;

interface FrameworkApp {
  name: string;
  title: string;
  /** Where the app draws itself. The page has this element, as the app's own `index.html` does. */
  root: string;
}

export const FRAMEWORK_APPS: readonly FrameworkApp[] = [
  { name: 'vue', title: 'Vue', root: '<div id="vue-app"></div>' },
  { name: 'svelte', title: 'Svelte', root: '<div id="svelte-app"></div>' },
  { name: 'react', title: 'React', root: '<div id="react-app"></div>' },
  { name: 'angular', title: 'Angular', root: '<angular-app></angular-app>' },
];

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/**
 * Returns the parts of the page with all apps: `FRAMEWORK_FILES` has the scripts and style sheets of the built apps, and
 * `<NAME>_APP` the place of each.
 */
export function frameworkValues(builds: BuiltApps): Record<string, string> {
  const places = FRAMEWORK_APPS.map(({ name, title, root }) => [
    `${name.toUpperCase()}_APP`,
    builds[name] ? root : notBuilt(title),
  ]);
  const files = FRAMEWORK_APPS.flatMap(({ name }) => (builds[name] ? tagsOf(name, builds[name]) : []));
  return { ...Object.fromEntries(places), FRAMEWORK_FILES: files.join('\n') };
}

/** Returns the tags of an app's scripts and style sheets, which its own page has. */
function tagsOf(name: string, folder: string): string[] {
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const sheets = html.matchAll(/<link\b[^>]*rel="stylesheet"[^>]*href="(?:\.\/)?([^"]+)"/g);
  const scripts = html.matchAll(/<script\b[^>]*src="(?:\.\/)?([^"]+)"/g);
  return [
    ...Array.from(sheets, ([, file]) => `<link rel="stylesheet" href="/frameworks/${name}/${file}">`),
    ...Array.from(scripts, ([, file]) => `<script type="module" src="/frameworks/${name}/${file}"></script>`),
  ];
}

function notBuilt(title: string): string {
  return `<section class="panel" aria-label="${title}">
  <header class="panel-head"><h2 class="panel-title">${title}</h2></header>
  <p class="panel-text">This app is not built. Its tools are no part of <code>npm ci</code>; this command installs them, builds
    the apps and starts the demo:</p>
  <p class="panel-text"><code>npm run demo -- --frameworks</code></p>
</section>`;
}

/**
 * Answers the files of the built apps below `/frameworks/<name>/`; undefined for the rest. The apps were built with names
 * between percent signs in place of the key of the instance, so that a build fits every instance.
 */
export function createFrameworkFiles(builds: BuiltApps, values: Readonly<Record<string, string>>) {
  return (pathname: string): { body: string; type: string; style?: string } | undefined => {
    const [, name = '', rest = ''] = /^\/frameworks\/(\w+)\/([\w./-]*)$/.exec(pathname) ?? [];
    const folder = builds[name];
    const file = rest || 'index.html';
    const type = TYPES[path.extname(file)];
    if (!folder || !type || file.includes('..') || !existsSync(path.join(folder, file))) return undefined;
    const text = readFileSync(path.join(folder, file), 'utf8');
    const body = text.replace(/%([A-Z_]+)%/g, (whole, value: string) => values[value] ?? whole);
    const [, style] = (file === 'index.html' && /<style>([^]*?)<\/style>/.exec(body)) || [];
    return { body, type, ...(style !== undefined && { style: hashOf(style) }) };
  };
}

/** Returns the source of a Content-Security-Policy that lets a text in. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
