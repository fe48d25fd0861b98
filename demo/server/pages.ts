import { readFileSync } from 'node:fs';
import { LANGUAGES } from '../../src/localization/languages.ts';
import { bundle } from './bundle.ts';
import { dressingFile } from './dressings.ts';
import { renderExamples } from './examples.ts';
import { type BuiltApps, createFrameworkFiles, frameworkValues } from './framework-apps.ts';
import { inLanguage, keepLanguage, languageLink } from './language.ts';
import { type Page, PAGES } from './page-table.ts';
import { readSource, renderSources } from './source-panel.ts';

export interface PagesOptions {
  publishableKey: string;
  /** Origin of the API when it is not the site's own, else an empty text. */
  apiOrigin: string;
  /** Origin of the small API that shows what a preflight costs. */
  otherOrigin: string;
  /** The apps of `demo/frameworks` that are built. */
  frameworks: BuiltApps;
}

type Values = Readonly<Record<string, string>>;

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};
/** Who may turn strings into markup. */
const TRUSTED = 'lit-html';
/** The same where components with a Lit of their own run. */
const TRUSTED_OF_COMPONENTS = "lit-html 'allow-duplicates'";
/** The same where frameworks run, each with a copy of the package that it was built with. */
const TRUSTED_OF_FRAMEWORKS = "lit-html vue svelte-trusted-html angular 'allow-duplicates'";
const ASSETS = [
  'appearance.css',
  'appearance.js',
  'backend.css',
  'backend.js',
  'choices.js',
  'custom-flow.css',
  'custom-flow.js',
  'demo.css',
  'frameworks.css',
  'frameworks.js',
  'icon.svg',
  'elements.js',
  'email-link.js',
  'guest.js',
  'home.js',
  'invite.js',
  'notebook.js',
  'profile.js',
  'ready.js',
  'revocation.js',
  'source.js',
  'tasks.css',
  'tasks.js',
  'token.js',
  'token-log.js',
  'wallet.js',
  'wallet-dialog.js',
];

/** Answers the pages of the demo and their files; undefined for the rest. */
export function createPages({ publishableKey, apiOrigin, otherOrigin, frameworks }: PagesOptions) {
  const headers = pageHeaders(apiOrigin, otherOrigin);
  const values: Values = {
    PUBLISHABLE_KEY: publishableKey,
    API: apiOrigin || '/__clerk',
    API_ORIGIN: apiOrigin,
    OTHER_ORIGIN: otherOrigin,
    NOTEBOOK: read('pages/notebook.html'),
    SIGNED_OUT: read('pages/signed-out.html'),
    ...frameworkValues(frameworks),
  };
  const frameworkFile = createFrameworkFiles(frameworks, values);
  const layout = read('pages/layout.html');
  const pages = new Map<string, string>();
  const htmlOf = (page: Page): string => {
    const own = { ...values, PATH: page.link?.href ?? '/' };
    const html = pages.get(page.name) ?? renderPage(page, fill(layout, own), own);
    pages.set(page.name, html);
    return html;
  };

  return async (request: Request): Promise<Response | undefined> => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const [, asset = ''] = /^\/assets\/([\w-]+\.\w+)$/.exec(pathname) ?? [];
    const bundled = await bundle(asset);
    if (bundled !== undefined) return answer(bundled, 'js');
    const [, dressing = ''] = /^\/assets\/dressings\/([^/]+)$/.exec(pathname) ?? [];
    const dressed = dressing && (await dressingFile(dressing));
    if (dressed) return answer(dressed.body, dressed.kind);
    // The style sheet of the apps, for the app in plain HTML.
    if (asset === 'app.css') return answer(read('frameworks/vue/src/app.css'), 'css');
    const built = frameworkFile(pathname);
    if (built) return answerFrameworks(built.body, built.type, built.style);
    if (ASSETS.includes(asset)) return answer(read(`assets/${asset}`), asset.split('.')[1] ?? '');
    const page = PAGES.find(({ pattern }) => pattern.test(pathname));
    if (!page) return undefined;
    const html = inLanguage(htmlOf(page), request);
    if (page.name === 'frameworks') return answerFrameworks(html);
    const response = answer(html, 'html', page.name === 'appearance' ? TRUSTED_OF_COMPONENTS : TRUSTED);
    return keepLanguage(response, request);
  };

  /** @param style source of the policy for a style in the page itself */
  function answerFrameworks(body: string, type = TYPES.html, style = ''): Response {
    const policy = (headers['Content-Security-Policy'] ?? '')
      .replace(`trusted-types ${TRUSTED}`, `trusted-types ${TRUSTED_OF_FRAMEWORKS}`)
      .replace("style-src 'self'", `style-src 'self' ${style}`);
    const own = { 'Content-Security-Policy': policy, 'Content-Type': type ?? '', 'Cache-Control': 'no-cache' };
    return new Response(body, { headers: { ...headers, ...own } });
  }

  function answer(body: string, kind: string, trusted = TRUSTED): Response {
    const policy = (headers['Content-Security-Policy'] ?? '').replace(/(?<=trusted-types )[^;]*/, trusted);
    const own = { 'Content-Security-Policy': policy, 'Content-Type': TYPES[kind] ?? '', 'Cache-Control': 'no-cache' };
    return new Response(body, { headers: { ...headers, ...own } });
  }
}

/** Puts a page into the layout of the site, with its source beside it. */
function renderPage(page: Page, layout: string, values: Values): string {
  const html = fill(read(`pages/${page.name}.html`), values);
  const [, head = '', main = ''] = /^((?:<(?:script|link)\b.*\n)*)([^]*)$/.exec(html) ?? [];
  const own = { label: 'HTML', file: `demo/pages/${page.name}.html`, text: html, language: 'html' } as const;
  const sources = page.files.map(readSource);
  // What the form wears comes first, and then the page itself.
  const dressings = sources.filter(({ file }) => file.includes('/dressings/'));
  const files = sources.filter((source) => !dressings.includes(source));
  const parts: Record<string, string> = {
    TITLE: page.name === 'home' ? page.title : `${page.title} · Fieldnotes`,
    HEAD: head,
    NAV: PAGES.map((each) => navLink(each, each === page)).join(''),
    ACCOUNT: page.account ? fill(read(`pages/${page.account}.html`), values) : '',
    PAGE: page.name,
    PLACE: page.source,
    LANGUAGES: LANGUAGES.map(languageLink).join(''),
    MAIN: main,
    SOURCE: page.source === 'each' ? '' : renderSources([...dressings, own, ...files], page.source),
    EXAMPLES: page.source === 'each' ? renderExamples((text) => fill(text, values)) : '',
  };
  const put = (text: string) => text.replace(/%([A-Z]+)%/g, (whole, part: string) => parts[part] ?? whole);
  // The examples are within what the page has in `main`.
  return put(layout.replace('%MAIN%', () => main));
}

/** Replaces the names between percent signs, also those in what it puts in, and indents it as the name was. */
function fill(html: string, values: Values): string {
  const filled = html.replace(
    /^( *)%([A-Z_]+)%\n|%([A-Z_]+)%/gm,
    (whole, indent: string, line: string, name: string) => {
      const value = values[line ?? name];
      if (value === undefined) return whole;
      return line === undefined ? value : value.replace(/^(?=.)/gm, indent);
    },
  );
  return filled === html ? html : fill(filled, values);
}

function navLink({ link }: Page, isCurrent: boolean): string {
  return link ? `<a href="${link.href}"${isCurrent ? ' aria-current="page"' : ''}>${link.label}</a>\n` : '';
}

/** Allows no inline script and no inline style; strings become markup through Lit's own Trusted Types policy alone. */
function pageHeaders(apiOrigin: string, otherOrigin: string): Record<string, string> {
  const own = `'self' ${apiOrigin}`.trim();
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src ${own}`,
      `connect-src ${own} ${otherOrigin}`,
      "style-src 'self'",
      "img-src 'self' data: blob: https:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      `trusted-types ${TRUSTED}`,
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
  };
}

function read(file: string): string {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}
