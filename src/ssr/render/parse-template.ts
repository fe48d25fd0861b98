/** An attribute of a template. Between two texts stands a value: `class="cl-card ${x}"` has two texts and one value. */
export interface TemplateAttribute {
  /** `.` sets a property, `?` an attribute without a value, `@` adds a listener. */
  readonly kind: '' | '.' | '?' | '@';
  readonly name: string;
  readonly texts: readonly string[];
  /** Index of the first value; without meaning where there is one text. */
  readonly hole: number;
}

export interface TemplateElement {
  readonly tag: string;
  readonly attributes: readonly TemplateAttribute[];
  readonly children: readonly TemplateNode[];
  /** Written as `<path />`. */
  readonly isSelfClosed: boolean;
}

/** Text in HTML, the index of a value, or an element. */
export type TemplateNode = string | number | TemplateElement;

/** Elements without content and closing tag. */
export const VOID = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;

/** Elements whose content a parser reads without the line break that it begins with. */
export const FIRST_BREAK = /^(textarea|pre)$/;

/** Stands for a value while the template is read. HTML cannot contain it. */
const HOLE = '\0';

const TOKEN = /<!--.*?-->|<\/([a-z][\w-]*)\s*>|<([a-z][\w-]*)|[^<\0]+|\0/gsy;
const ATTRIBUTE = /\s+([@.?]?)([\w:-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'<>`=]+)))?/y;
const TAG_END = /\s*(\/?)>/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

const parsed = new WeakMap<TemplateStringsArray, readonly TemplateNode[]>();

/**
 * Parses the strings of a template, once. It reads the HTML that the templates of the elements are written in, which closes
 * each element, and refuses any other.
 *
 * @param strings of a template literal
 * @throws {SyntaxError} for a template that cannot be read, such as one with a value in place of a tag
 */
export function parseTemplate(strings: TemplateStringsArray): readonly TemplateNode[] {
  const nodes = parsed.get(strings) ?? parse(strings.join(HOLE));
  parsed.set(strings, nodes);
  return nodes;
}

function parse(text: string): TemplateNode[] {
  const root: TemplateNode[] = [];
  const open: { tag: string; children: TemplateNode[] }[] = [{ tag: '', children: root }];
  let hole = 0;
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`This template cannot be rendered on a server: …${text.slice(at, at + 80)}`);
  };
  while (at < text.length) {
    const { children, tag: parent } = open.at(-1) as (typeof open)[0];
    TOKEN.lastIndex = at;
    const [token = '', closing, opening] = TOKEN.exec(text) ?? fail();
    if (/^(script|style)$/.test(parent) || (token.startsWith('<!--') && token.includes(HOLE))) fail();
    at = TOKEN.lastIndex;
    if (token === HOLE) children.push(hole++);
    else if (closing) {
      if (closing !== parent) fail();
      open.pop();
    } else if (opening) {
      const { attributes, end, isSelfClosed, holes } = readTag(text, at, hole) ?? fail();
      const element = { tag: opening, attributes, children: [], isSelfClosed };
      hole += holes;
      at = end;
      children.push(element);
      // A parser drops the first line break.
      if (FIRST_BREAK.test(opening) && text[at] === '\n') at++;
      if (!isSelfClosed && !VOID.test(opening)) open.push(element);
    } else if (!token.startsWith('<!--')) children.push(token);
  }
  if (open.length > 1) fail();
  return root;
}

function readTag(text: string, start: number, firstHole: number) {
  const attributes: TemplateAttribute[] = [];
  let holes = 0;
  for (let end = start; ; ) {
    TAG_END.lastIndex = end;
    const tagEnd = TAG_END.exec(text);
    if (tagEnd) return { attributes, end: TAG_END.lastIndex, isSelfClosed: tagEnd[1] === '/', holes };
    ATTRIBUTE.lastIndex = end;
    const found = ATTRIBUTE.exec(text);
    if (!found) return undefined;
    const [, kind = '', name = '', ...values] = found;
    const texts = (values.find((value) => value !== undefined) ?? '').split(HOLE).map(decode);
    attributes.push({ kind: kind as TemplateAttribute['kind'], name, texts, hole: firstHole + holes });
    holes += texts.length - 1;
    end = ATTRIBUTE.lastIndex;
  }
}

function decode(text: string): string {
  return text.replace(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
