import { evaluate, type Json } from '../expressions/evaluate.ts';
import type { Expression, Template } from '../expressions/parse-template.ts';
import { escapeHtml } from '../../protocol/escape-html.ts';
import type { MessageVariable } from './message-slugs.ts';

/** The value of each variable. A list is shown as lines. */
export type MessageValues = Readonly<Record<string, Json>>;

/** The most characters of one value. A link with a ticket is the longest. */
const MAX_VALUE = 4_000;

/** Puts values into a text that is not HTML. Each value is one line, so none can start a header or a paragraph. */
export function fillPlain(template: Template, values: MessageValues, between = '\n'): string {
  return fill(template, values, (lines) => lines.join(between));
}

/** Puts values into HTML. They are escaped, and never read as HTML or as a template. */
export function fillHtml(template: Template, values: MessageValues): string {
  return fill(template, values, (lines) => lines.map(escapeHtml).join('<br>'));
}

/**
 * Makes the content of an HTML body from a text: blank lines part paragraphs, and URLs of the server become links.
 *
 * @param paragraph writes one; its content is HTML
 */
export function textAsHtml(
  template: Template,
  values: MessageValues,
  variables: Readonly<Record<string, MessageVariable>>,
  paragraph: (content: string) => string,
): string {
  const content = template
    .map((part) => {
      if (typeof part === 'string') return escapeHtml(part);
      const lines = linesOf(evaluate(part, (name) => values[name] ?? null)).map(escapeHtml);
      return isUrl(part, variables) ? lines.map((url) => `<a href="${url}">${url}</a>`).join('') : lines.join('<br>');
    })
    .join('');
  return content
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n(?:[ \t]*\n)+/)
    .map((each) => paragraph(each.replaceAll('\n', '<br>\n')))
    .join('\n');
}

function isUrl(expression: Expression, variables: Readonly<Record<string, MessageVariable>>): boolean {
  return expression.every((operand) => 'name' in operand && variables[operand.name]?.isUrl === true);
}

function fill(template: Template, values: MessageValues, write: (lines: readonly string[]) => string): string {
  return template
    .map((part) => {
      if (typeof part === 'string') return part;
      return write(linesOf(evaluate(part, (name) => (Object.hasOwn(values, name) ? (values[name] as Json) : null))));
    })
    .join('');
}

/** Writes a value as lines. What is missing leaves no trace. */
function linesOf(value: Json): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each: Json) => linesOf(each));
  return [onOneLine(typeof value === 'string' ? value : JSON.stringify(value))];
}

/** Removes line breaks, control characters, and marks that turn the direction of the text around a value. */
function onOneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_VALUE);
}
