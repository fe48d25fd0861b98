/** The languages that the demo shows. */
export type Language = 'css' | 'html' | 'js' | 'sql';

/** Names of the tokens, which are classes of the style sheet: `hl-tag` and so on. */
type Token = 'comment' | 'tag' | 'attribute' | 'string' | 'keyword' | 'number' | 'call';

const HTML_TAG = /<!--[^]*?-->|<\/?[a-z][\w-]*|\/?>/gi;
const HTML_ATTRIBUTE = /([\w-]+)(=)?("[^"]*"|'[^']*')?/g;
const KEYWORDS =
  'as|async|await|break|catch|class|const|continue|else|export|extends|false|finally|for|from|function|if|implements|import|in|instanceof|interface|let|new|null|of|return|satisfies|static|throw|true|try|type|typeof|undefined|while';
const JS = new RegExp(
  [
    String.raw`(\/\*[^]*?\*\/|(?<![:'"\x60])\/\/[^\n]*)`,
    String.raw`('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|\x60(?:[^\x60\\]|\\.)*\x60)`,
    String.raw`\b(${KEYWORDS})\b(?!\s*:)`,
    String.raw`\b(\d[\d_]*(?:\.\d+)?)\b`,
    String.raw`\b([A-Za-z_$][\w$]*)(?=\()`,
  ].join('|'),
  'g',
);
const SQL_KEYWORDS =
  'alter|as|authorization|begin|by|check|create|default|delete|do|enable|end|exception|exists|false|for|force|from|function|grant|if|index|insert|into|key|language|level|limit|not|null|on|or|order|policy|primary|return|returns|revoke|role|row|schema|security|select|set|sql|stable|table|then|to|true|update|using|values|when|where|with';
const SQL = new RegExp(
  [
    String.raw`(--[^\n]*)`,
    String.raw`('[^']*')`,
    String.raw`\b(${SQL_KEYWORDS})\b`,
    String.raw`(?<!\$)\b(\d+)\b`,
    String.raw`\b([a-z_]\w*)(?=\()`,
  ].join('|'),
  'g',
);
const CSS = new RegExp(
  [
    String.raw`(\/\*[^]*?\*\/)`,
    String.raw`('[^']*'|"[^"]*")`,
    String.raw`(@[a-z-]+)`,
    String.raw`(?<![\w-])(\d*\.?\d+[a-z%]*|#[0-9a-f]{3,8})\b`,
    String.raw`(?<![\w-])(--?[a-z][\w-]*|[a-z][a-z-]*)(?=:\s)`,
  ].join('|'),
  'gi',
);
/** Groups in the order of the expressions for scripts, SQL and style sheets. */
const GROUPS: readonly Token[] = ['comment', 'string', 'keyword', 'number', 'call'];

/**
 * Marks the lines and the tokens of a source with `span` elements, whose classes the style sheet colours: the policy of
 * the pages allows no inline style. The class of a line says how far it is indented, so that its rest wraps below it.
 *
 * @returns HTML whose text is exactly the source
 * @example highlight('<b', 'html') // '<span class="line in-0"><span class="hl-tag">&lt;b</span></span>'
 */
export function highlight(source: string, language: Language): string {
  const lines = (language === 'html' ? highlightHtml(source) : highlightScript(source, language)).split(/(?<=\n)/);
  return lines.map((line) => `<span class="line in-${indentOf(line)}">${line}</span>`).join('');
}

/** Escapes text for an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function highlightScript(source: string, language: 'css' | 'js' | 'sql'): string {
  return markAll(source, { css: CSS, js: JS, sql: SQL }[language], (match) => {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    return mark(GROUPS[index] as Token, match[0]);
  });
}

function highlightHtml(source: string): string {
  let isInTag = false;
  let end = 0;
  let html = '';
  for (const match of source.matchAll(HTML_TAG)) {
    const between = source.slice(end, match.index);
    const [text] = match;
    // A `>` outside a tag is text.
    if (/^\/?>$/.test(text) && !isInTag) {
      html += escapeHtml(between + text);
    } else {
      html += isInTag ? highlightAttributes(between) : escapeHtml(between);
      html += mark(text.startsWith('<!--') ? 'comment' : 'tag', text);
      isInTag = /^<\/?[a-z]/i.test(text);
    }
    end = match.index + text.length;
  }
  return html + escapeHtml(source.slice(end));
}

function highlightAttributes(text: string): string {
  return markAll(text, HTML_ATTRIBUTE, ([, name = '', equals = '', value]) => {
    return mark('attribute', name) + equals + (value === undefined ? '' : mark('string', value));
  });
}

function markAll(source: string, pattern: RegExp, replace: (match: RegExpExecArray) => string): string {
  let end = 0;
  let html = '';
  for (const match of source.matchAll(pattern)) {
    html += escapeHtml(source.slice(end, match.index)) + replace(match);
    end = match.index + match[0].length;
  }
  return html + escapeHtml(source.slice(end));
}

/** A token of several lines is marked in each of them. */
function mark(token: Token, text: string): string {
  const marked = (line: string) => line && `<span class="hl-${token}">${escapeHtml(line)}</span>`;
  return text.split('\n').map(marked).join('\n');
}

/** In steps of two spaces, up to eight. */
function indentOf(line: string): number {
  return Math.min(8, Math.floor((/^ */.exec(line)?.[0].length ?? 0) / 2));
}
