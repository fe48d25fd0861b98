import { parse } from 'parse5';
import type { FormAnswer } from '../../src/ssr/flow/flow-request.ts';
import type { TestInstance } from './instance.ts';
import { answerFlow } from './ssr.ts';
import type { TestBrowser } from './test-browser.ts';

interface Node {
  tagName?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: Node[];
  value?: string;
}

/** A node that has a tag. */
type Element = Node & Required<Pick<Node, 'tagName' | 'attrs'>>;

export const ORIGIN = 'https://app.example.com';

/**
 * A browser that runs no scripts, on the pages of an instance in this process. It fills in forms as they are in the HTML,
 * presses buttons, follows redirects and keeps cookies.
 */
export class ScriptlessVisitor {
  readonly browser: TestBrowser;
  protected readonly instance: TestInstance;
  /** Where the pages are. */
  protected readonly origin: string;
  readonly #environment: Promise<unknown>;
  /** Requests that the API got since they were read last: method, path and the fields of the body. */
  readonly calls: string[] = [];
  url: URL;
  status = 0;
  html = '';
  title = '';
  style = '';
  retryAfter: number | undefined;
  #document: Node = {};
  /** Where the browser was sent outside of the forms. */
  leftFor: string | undefined;

  constructor(instance: TestInstance, browser = instance.browser(), origin = ORIGIN) {
    this.instance = instance;
    this.origin = origin;
    this.url = new URL(origin);
    this.browser = browser;
    this.#environment = browser.get('/v1/environment').then(({ body }) => body);
  }

  /** Opens a page by its path, or by the URL of a redirect. */
  async open(to: string): Promise<this> {
    return this.#go(new URL(to, this.url), undefined);
  }

  /** Shows a page of the application, whose forms lead to those of the server. */
  read(html: string): this {
    this.html = html;
    this.#document = parse(html, { scriptingEnabled: false }) as unknown as Node;
    return this;
  }

  /** Opens what a link of a mail leads to. */
  async follow(link: string): Promise<this> {
    const response = await this.browser.fetch(link, { redirect: 'manual' });
    const location = response.headers.get('location');
    if (!location) throw new Error(`The link answered ${response.status}: ${await response.text()}`);
    return this.open(location);
  }

  /**
   * Sends the form of the page.
   *
   * @param values what is typed, by the names of the fields
   * @param button the text of the button; default: what Enter presses
   */
  async send(values: Record<string, string | boolean> = {}, button?: string): Promise<this> {
    const pressed = button === undefined ? undefined : this.#button(button);
    const id = pressed && attribute(pressed, 'form');
    const form = this.#all('form').find((each) =>
      id ? attribute(each, 'id') === id : pressed ? contains(each, pressed) : attribute(each, 'class'),
    );
    if (!form) throw new Error(`No form for ${button ?? 'Enter'} on ${this.url.href}: ${this.html}`);
    const fields = this.#fields(form, values);
    const submitter =
      pressed ?? this.#all('button').find((each) => contains(form, each) && attribute(each, 'type') !== 'button');
    const name = submitter && attribute(submitter, 'name');
    if (name) fields.append(name, attribute(submitter, 'value') ?? '');
    return this.#go(new URL(attribute(form, 'action') ?? this.url.href, this.url), fields);
  }

  /** Presses a button by its text. */
  press(button: string): Promise<this> {
    return this.send({}, button);
  }

  /** Posts fields to the page that is open, as a page of somebody else's making would. */
  post(fields: Record<string, string>): Promise<this> {
    return this.#go(this.url, new URLSearchParams(fields));
  }

  /** Returns the texts of what the visitor sees, without the parts that need a script. */
  get text(): string {
    return textOf(this.#document);
  }

  /** Returns the error below a field; undefined when the field has none. */
  error(field: string): string | undefined {
    const input = this.#all('input').find((each) => attribute(each, 'name') === field);
    if (!input || attribute(input, 'aria-invalid') !== 'true') return undefined;
    const id = `${attribute(input, 'id')}-error`;
    const box = this.#all('div').find((each) => attribute(each, 'id') === id);
    return box && textOf(box).trim();
  }

  /** Returns the value of a field; undefined when the page does not have it. */
  value(field: string): string | undefined {
    const input = this.#all('input').find((each) => attribute(each, 'name') === field);
    return input && (attribute(input, 'value') ?? '');
  }

  /** Returns the texts of the buttons that work without a script. */
  get buttons(): string[] {
    return this.#all('button')
      .filter((each) => attribute(each, 'type') !== 'button' && attribute(each, 'aria-hidden') !== 'true')
      .map(labelOf);
  }

  /** Returns what the buttons post, by their texts. */
  get controls(): Record<string, string> {
    const named = this.#all('button').filter((each) => attribute(each, 'name') === 'action');
    return Object.fromEntries(named.map((each) => [labelOf(each), attribute(each, 'value') ?? '']));
  }

  /** Returns the path and query of the page. */
  get path(): string {
    return this.url.pathname + this.url.search;
  }

  #button(label: string): Element {
    const found = this.#all('button').find((each) => attribute(each, 'type') !== 'button' && labelOf(each) === label);
    if (!found) throw new Error(`No button "${label}" on ${this.url.href}; there are: ${this.buttons.join(', ')}`);
    return found;
  }

  #fields(form: Element, values: Record<string, string | boolean>): URLSearchParams {
    const fields = new URLSearchParams();
    for (const input of this.#all('input').filter((each) => contains(form, each))) {
      const name = attribute(input, 'name');
      if (!name) continue;
      const typed = values[name];
      if (attribute(input, 'type') === 'checkbox') {
        const isChecked = typed === undefined ? attribute(input, 'checked') !== undefined : typed === true;
        if (isChecked) fields.append(name, attribute(input, 'value') ?? 'on');
      } else fields.append(name, String(typed ?? attribute(input, 'value') ?? ''));
    }
    for (const select of this.#all('select').filter((each) => contains(form, each))) {
      const options = elements(select).filter(({ tagName }) => tagName === 'option');
      const chosen = options.find((each) => attribute(each, 'selected') !== undefined) ?? options[0];
      const name = attribute(select, 'name') ?? '';
      fields.append(name, String(values[name] ?? (chosen && attribute(chosen, 'value')) ?? ''));
    }
    for (const name of Object.keys(values)) {
      if (!fields.has(name) && typeof values[name] === 'string')
        throw new Error(`No field "${name}" on ${this.url.href}`);
    }
    return fields;
  }

  async #go(url: URL, form: URLSearchParams | undefined): Promise<this> {
    const [, page, step = ''] = /^\/(sign-in|sign-up)(?:\/(.*))?$/.exec(url.pathname) ?? [];
    if (url.origin !== this.origin || !page) {
      this.leftFor = url.href;
      return this;
    }
    this.url = url;
    this.leftFor = undefined;
    return this.#show(await this.ask(url, form, { page, step }), url);
  }

  /** Requests a page, or sends a form to it. */
  protected async ask(
    url: URL,
    form: URLSearchParams | undefined,
    { page, step }: { page: string; step: string },
  ): Promise<FormAnswer> {
    return answerFlow({
      kind: page === 'sign-in' ? 'signIn' : 'signUp',
      pageUrl: `${this.origin}/${page}`,
      step,
      query: url.searchParams,
      form,
      environment: (await this.#environment) as never,
      allowedOrigins: this.instance.config.allowedOrigins,
      now: () => this.instance.clock.now(),
      fetch: (path, init) => {
        const { pathname } = new URL(path, this.origin);
        const fields = init?.body instanceof URLSearchParams ? init.body : new URLSearchParams();
        const method = new URL(path, this.origin).searchParams.get('_method') ?? init?.method ?? 'GET';
        this.calls.push(`${method} ${pathname} ${fields}`.trim());
        return this.browser.fetch(path, init);
      },
    });
  }

  async #show(answer: FormAnswer, url: URL): Promise<this> {
    if ('redirect' in answer) return this.#go(new URL(answer.redirect, url), undefined);
    Object.assign(this, { retryAfter: undefined }, answer);
    this.#document = parse(this.html, { scriptingEnabled: false }) as unknown as Node;
    return this;
  }

  #all(tag: string): Element[] {
    return elements(this.#document).filter(({ tagName }) => tagName === tag);
  }
}

function elements(node: Node): Element[] {
  return (node.childNodes ?? []).flatMap((child) =>
    child.tagName === undefined ? [] : [child as Element, ...elements(child)],
  );
}

function contains(form: Element, node: Element): boolean {
  return elements(form).includes(node) && !attribute(node, 'form');
}

function attribute({ attrs }: Element, name: string): string | undefined {
  return attrs.find((each) => each.name === name)?.value;
}

function labelOf(button: Element): string {
  return (attribute(button, 'aria-label') ?? textOf(button)).trim();
}

function textOf(node: Node): string {
  if (node.tagName === 'style' || (node.attrs && attribute(node as Element, 'data-clerk-script') !== undefined))
    return '';
  return node.value ?? (node.childNodes ?? []).map(textOf).join(' ');
}
