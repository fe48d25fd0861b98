import type { MessageVariable } from './message-slugs.ts';

/** Attributes whose value is a URL, or a list of them. */
const URL_ATTRIBUTES = new Set([
  'href',
  'src',
  'srcset',
  'action',
  'formaction',
  'background',
  'poster',
  'cite',
  'data',
]);
/** Elements whose content is no HTML, so that an escaped value is not safe in them. */
const RAW = new Set([
  'script',
  'style',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'plaintext',
  'template',
  'svg',
  'math',
]);
/** A URL that is complete up to its host: what follows cannot change where it leads. */
const COMPLETE_HOST = /^\s*(?:https?:\/\/[^/?#\s\\]+[/?#]|mailto:)/i;

/** Why a value may not stand in a place: the end of a sentence about the variable, and what to do. */
export type PlaceProblem = readonly [problem: string, cure: string];

/**
 * Follows the HTML of a template, to tell where each of its expressions stands. Values are escaped, which makes them safe
 * between tags and in quoted attributes, and nowhere else.
 */
export class HtmlPlaces {
  #in: 'text' | 'tag' | 'value' | 'comment' | 'declaration' | 'raw' = 'text';
  #tag = '';
  #attribute = '';
  #quote = '';
  #value = '';

  /** Reads the HTML up to the next expression. */
  read(html: string): void {
    let at = 0;
    while (at < html.length) at = this.#step(html, at);
  }

  /** Notes an expression, and says what is wrong with its place; undefined = nothing. */
  place(variables: readonly MessageVariable[]): PlaceProblem | undefined {
    switch (this.#in) {
      case 'text':
      case 'comment':
        return undefined;
      case 'raw':
        return [`stands in <${this.#tag}>`, 'Write it between tags, or in a quoted attribute.'];
      case 'value':
        return this.#placeInValue(variables);
      default:
        return ['stands in a tag, outside a quoted attribute', 'Write it in quotes: href="{{…}}".'];
    }
  }

  #placeInValue(variables: readonly MessageVariable[]): PlaceProblem | undefined {
    const name = this.#attribute;
    const before = this.#value;
    this.#value += 'x';
    if (name.startsWith('on') || name === 'srcdoc') return [`stands in the attribute ${name}`, 'Remove it there.'];
    if (name === 'style' && variables.some((each) => !each.isOfSettings)) {
      return ['stands in the attribute style', 'Use a variable of app there.'];
    }
    const isUrl = URL_ATTRIBUTES.has(name) || name.endsWith(':href');
    if (!isUrl || COMPLETE_HOST.test(before) || variables.every((each) => each.isUrl || each.isOfSettings)) {
      return undefined;
    }
    return [`stands in a URL, where it decides where ${name} leads`, 'Use a URL there, such as app.url.'];
  }

  #step(html: string, at: number): number {
    switch (this.#in) {
      case 'text':
        return this.#readText(html, at);
      case 'comment':
        return this.#until(html, at, '-->');
      case 'declaration':
        return this.#until(html, at, '>');
      case 'raw':
        return this.#readRaw(html, at);
      case 'value':
        return this.#readValue(html, at);
      default:
        return this.#readTag(html, at);
    }
  }

  #readText(html: string, at: number): number {
    const start = html.indexOf('<', at);
    if (start === -1) return html.length;
    const rest = html.slice(start, start + 64);
    if (rest.startsWith('<!--') && !/^<!--\[if/i.test(rest)) {
      this.#in = 'comment';
      return start + 4;
    }
    if (/^<[!?]/.test(rest)) {
      this.#in = 'declaration';
      return start + 2;
    }
    const name = /^<(\/?[a-z][a-z0-9:-]*)/i.exec(rest)?.[1];
    // A bare < is text, unless a value follows: that would be the name of a tag.
    if (name === undefined && rest !== '<' && rest !== '</') return start + 1;
    this.#in = 'tag';
    this.#tag = name?.toLowerCase() ?? '';
    return start + 1 + (name?.length ?? rest.length - 1);
  }

  #readTag(html: string, at: number): number {
    const character = html[at] as string;
    if (character === '>') {
      this.#in = RAW.has(this.#tag) ? 'raw' : 'text';
      return at + 1;
    }
    const attribute = /[^\s=>"'/]+/y;
    attribute.lastIndex = at;
    const name = attribute.exec(html)?.[0];
    if (name === undefined) return at + 1;
    const quoted = /\s*=\s*(["'])/y;
    quoted.lastIndex = at + name.length;
    const quote = quoted.exec(html);
    if (!quote) return at + name.length;
    this.#in = 'value';
    this.#attribute = name.toLowerCase();
    this.#quote = quote[1] as string;
    this.#value = '';
    return quoted.lastIndex;
  }

  #readValue(html: string, at: number): number {
    const end = html.indexOf(this.#quote, at);
    this.#value += html.slice(at, end === -1 ? undefined : end);
    if (end === -1) return html.length;
    this.#in = 'tag';
    return end + 1;
  }

  #readRaw(html: string, at: number): number {
    const end = html.toLowerCase().indexOf(`</${this.#tag}`, at);
    if (end === -1) return html.length;
    this.#in = 'tag';
    const close = `/${this.#tag}`;
    this.#tag = close;
    return end + 1 + close.length;
  }

  #until(html: string, at: number, mark: string): number {
    const end = html.indexOf(mark, at);
    if (end === -1) return html.length;
    this.#in = 'text';
    return end + mark.length;
  }
}
