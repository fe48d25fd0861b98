import { ExpressionError } from '../expressions/expression-error.ts';
import { type Expression, parseTemplate, type Template } from '../expressions/parse-template.ts';
import { HtmlPlaces } from './html-places.ts';
import type { MessageSlug, MessageType } from './message-slugs.ts';

/** A part of a message, as the file of a template names it. */
export type MessagePart = 'subject' | 'html' | 'text';

/** Texts of the operator for one message. What is missing comes from the server's own message, or from the other body. */
export interface OwnTemplate {
  readonly subject?: Template;
  readonly html?: Template;
  readonly text?: Template;
  /** The texts as they were given. */
  readonly source: Readonly<Partial<Record<MessagePart, string>>>;
}

/** The operator's texts, by channel and slug. */
export type OwnTemplates = Readonly<Record<MessageType, Readonly<Record<string, OwnTemplate>>>>;

export const NO_TEMPLATES: OwnTemplates = { email: {}, sms: {} };

/** The most characters of each part. Gmail cuts an email off at 102 KB, and Twilio a message at 1,600 characters. */
export const MAX_PART: Readonly<Record<MessageType, Readonly<Record<MessagePart, number>>>> = {
  email: { subject: 250, html: 100_000, text: 20_000 },
  sms: { subject: 0, html: 0, text: 1_000 },
};

export interface TemplateProblem {
  part: MessagePart;
  /** Begins with 1. */
  line: number;
  problem: string;
  cure: string;
}

/**
 * Checks the texts of one message, and parses them once.
 *
 * @param source the texts
 * @param problems gets what is wrong
 */
export function parseMessageTemplate(
  type: MessageType,
  slug: MessageSlug,
  source: Partial<Record<MessagePart, string>>,
  problems: TemplateProblem[],
): OwnTemplate {
  const own: { -readonly [Part in MessagePart]?: Template } = {};
  for (const part of Object.keys(source) as MessagePart[]) {
    const text = source[part] as string;
    const parsed = parsePart(type, slug, part, text, problems);
    if (parsed) own[part] = parsed;
  }
  return { ...own, source };
}

function parsePart(
  type: MessageType,
  slug: MessageSlug,
  part: MessagePart,
  text: string,
  problems: TemplateProblem[],
): Template | undefined {
  const fail = (line: number, problem: string, cure: string): undefined => {
    problems.push({ part, line, problem, cure });
    return undefined;
  };
  const max = MAX_PART[type][part];
  if (text.trim() === '') return fail(1, 'is empty', 'Write the text, or remove the file.');
  if (text.length > max) return fail(1, `has ${text.length} characters`, `Use at most ${max}.`);
  if (part === 'subject' && /[\r\n]/.test(text)) return fail(2, 'is more than one line', 'Write one line.');
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text);
  if (control) return fail(lineOf(text, control.index), 'has a control character', 'Remove it.');
  let template: Template;
  try {
    template = parseTemplate(text, slug.variables);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return fail(lineOf(text, error.position), `has an expression that ${error.problem}`, error.cure);
  }
  const names = template.flatMap((each) => (typeof each === 'string' ? [] : namesOf(each)));
  const lacking = part === 'subject' ? [] : slug.required.filter((name) => !names.includes(name));
  for (const name of lacking) fail(1, `does not show {{${name}}}`, 'Without it, the message is of no use. Add it.');
  if (part === 'html') checkPlaces(text, template, slug, fail);
  return template;
}

function checkPlaces(
  text: string,
  template: Template,
  slug: MessageSlug,
  fail: (line: number, problem: string, cure: string) => undefined,
): void {
  const places = new HtmlPlaces();
  let at = 0;
  for (const part of template) {
    if (typeof part === 'string') {
      places.read(part);
      continue;
    }
    at = text.indexOf('{{', at);
    const names = namesOf(part);
    const problem = places.place(names.flatMap((name) => slug.variables[name] ?? []));
    if (problem) fail(lineOf(text, at), `has {{${names.join(' || ')}}}, which ${problem[0]}`, problem[1]);
    at += 2;
  }
}

function namesOf(expression: Expression): string[] {
  return expression.flatMap((operand) => ('name' in operand ? [operand.name] : []));
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
