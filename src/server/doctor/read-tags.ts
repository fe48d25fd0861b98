/** A start tag of a page. */
export interface Tag {
  /** In lower case. */
  name: string;
  /** By names in lower case; those without a value have an empty one. */
  attributes: ReadonlyMap<string, string>;
  /** The text of a script or style; otherwise empty. */
  text: string;
}

const START = /<(?:!--|([a-z][^\s/>]*))/gi;
const REST = /((?:[^>"']|"[^"]*"|'[^']*')*)>/y;
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
/** Elements whose text is no HTML. */
const RAW = new Set(['script', 'style', 'textarea', 'title', 'noscript', 'template', 'iframe']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the start tags of a page, as far as a check needs them: comments, scripts, styles and templates hold none.
 *
 * @example readTags('<p><script src=a.js></script>').map(({ name }) => name) // ['p', 'script']
 */
export function readTags(html: string): Tag[] {
  const tags: Tag[] = [];
  START.lastIndex = 0;
  for (let match = START.exec(html); match; match = START.exec(html)) {
    const [, rawName] = match;
    if (rawName === undefined) {
      const end = html.indexOf('-->', START.lastIndex);
      if (end < 0) break;
      START.lastIndex = end;
      continue;
    }
    REST.lastIndex = START.lastIndex;
    const inner = REST.exec(html)?.[1];
    // The page ends within the tag, so no other one follows.
    if (inner === undefined) break;
    START.lastIndex = REST.lastIndex;
    const name = rawName.toLowerCase();
    const attributes = new Map<string, string>();
    for (const [, key = '', double, single, bare] of inner.matchAll(ATTRIBUTE)) {
      const lower = key.toLowerCase();
      if (!attributes.has(lower)) attributes.set(lower, decode(double ?? single ?? bare ?? ''));
    }
    let text = '';
    if (RAW.has(name)) {
      const end = new RegExp(`</${name}[\\s/>]`, 'gi');
      end.lastIndex = START.lastIndex;
      const stop = end.exec(html)?.index ?? html.length;
      text = html.slice(START.lastIndex, stop);
      START.lastIndex = stop;
    }
    tags.push({ name, attributes, text });
  }
  return tags;
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : undefined;
    if (code === undefined) return ENTITIES[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
