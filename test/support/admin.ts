import { createAdminLink } from '../../src/server/admin/admin-link.ts';
import { newSecretKey } from './backend-api.ts';
import type { TestInstance } from './instance.ts';
import { type Document, type Node, parse } from 'parse5';

/** A page as a test reads it. */
export interface AdminAnswer {
  status: number;
  headers: Headers;
  /** Path and query of a redirect. */
  location: string | null;
  body: string;
  /** The text of the page, without markup. */
  text: string;
  /** The elements of the page. */
  elements: readonly Element[];
}

export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  text: string;
}

/** A browser without scripts on the admin page: it keeps the cookie, and sends forms as they are written. */
export class AdminBrowser {
  readonly #instance: TestInstance;
  cookie: string | undefined;
  last: AdminAnswer | undefined;
  constructor(instance: TestInstance) {
    this.#instance = instance;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<AdminAnswer> {
    return this.#send(path, { headers });
  }

  /** Posts a form. @param path below `/__admin`; the token of the last page that had one goes along */
  post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<AdminAnswer> {
    const token = this.last?.elements.find(({ attributes }) => attributes.name === 'form_token')?.attributes.value;
    return this.#send(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: this.#instance.config.url,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body: new URLSearchParams({ ...(token !== undefined && { form_token: token }), ...fields }).toString(),
    });
  }

  /** Posts a form, and goes where it leads. */
  async submit(path: string, fields: Record<string, string> = {}): Promise<AdminAnswer> {
    const answer = await this.post(path, fields);
    if (answer.location === null) return answer;
    return this.get(answer.location.replace('/__admin', ''));
  }

  async #send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<AdminAnswer> {
    const { url } = this.#instance.config;
    const headers = { ...(this.cookie !== undefined && { cookie: this.cookie }), ...init.headers };
    const answer = await this.#instance.fetch(new Request(`${url}/__admin${path}`, { ...init, headers }));
    const [pair = ''] = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    if (pair !== '') this.cookie = pair.endsWith('=') ? undefined : pair;
    const body = await answer.text();
    const elements = elementsIn(body);
    const page = {
      status: answer.status,
      headers: answer.headers,
      location: answer.headers.get('location'),
      body,
      get text() {
        return elements.find(({ name }) => name === 'body')?.text ?? body;
      },
      elements,
    };
    if (elements.some(({ attributes }) => attributes.name === 'form_token')) this.last = page;
    return page;
  }
}

/** Opens the admin page and signs in with a new secret key. */
export async function adminOf(instance: TestInstance, key?: string): Promise<AdminBrowser> {
  const browser = new AdminBrowser(instance);
  const answer = await browser.submit('/sign-in', { key: key ?? (await newSecretKey(instance)), to: '/users' });
  if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}.`);
  return browser;
}

/** Creates a link to the admin page, and returns its token. */
export async function adminToken(instance: TestInstance): Promise<string> {
  return new URL(await createAdminLink(instance)).hash.slice(1);
}

/** The elements of the pages that were read last. Tests read the same page again and again, and parsing takes most of it. */
const read = new Map<string, Element[]>();
const KEPT = 200;

function elementsIn(body: string): Element[] {
  const elements = read.get(body) ?? elementsOf(parse(body));
  read.delete(body);
  read.set(body, elements);
  for (const oldest of read.keys()) {
    if (read.size <= KEPT) break;
    read.delete(oldest);
  }
  return elements;
}

function elementsOf(node: Node | Document): Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  if (!('tagName' in node)) return children;
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  const element = {
    name: node.tagName,
    attributes,
    get text() {
      return textOf(node);
    },
  };
  return [element, ...children];
}

function textOf(node: Node | Document): string {
  if ('value' in node && node.nodeName === '#text') return node.value;
  if (!('childNodes' in node)) return '';
  return node.childNodes.map(textOf).join('').replace(/\s+/g, ' ');
}

/** Returns what the rows of a table are about: the text of each row's heading. */
export function rowNamesOf(page: AdminAnswer): string[] {
  const headings = page.elements.filter(({ name, attributes }) => name === 'th' && attributes.scope === 'row');
  return headings.map(({ text }) => text.trim());
}

/** Returns the value that a field of a page shows. */
export function valueOf(page: AdminAnswer, field: string): string | undefined {
  return page.elements.find(({ attributes }) => attributes.name === field)?.attributes.value;
}
