import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suggest } from '../lib/suggest.ts';
import { findSlug, type MessageType, slugsOf } from '../message-templates/message-slugs.ts';
import {
  MAX_PART,
  type MessagePart,
  NO_TEMPLATES,
  type OwnTemplate,
  type OwnTemplates,
  parseMessageTemplate,
  type TemplateProblem,
} from '../message-templates/message-template.ts';
import type { SettingReader } from './setting-reader.ts';

const SETTING = 'templatesDir';
const TYPES = ['email', 'sms'] as const satisfies readonly MessageType[];
/** How the name of a file ends, the longest first. */
const ENDINGS: Readonly<Record<MessageType, readonly (readonly [ending: string, part: MessagePart])[]>> = {
  email: [
    ['.subject.txt', 'subject'],
    ['.html', 'html'],
    ['.txt', 'text'],
  ],
  sms: [['.txt', 'text']],
};
/** UTF-8 needs at most this many bytes for one character. */
const BYTES = 4;

/** Reads the folder of `templatesDir`, and reports every file that cannot be used. */
export function readMessageTemplates(reader: SettingReader): OwnTemplates {
  const given = reader.text(SETTING);
  if (given === undefined) return NO_TEMPLATES;
  const folder = resolve(given);
  const names = list(folder);
  if (typeof names === 'string') {
    reader.fail(SETTING, `cannot be read (${names})`, 'Give the path of a folder that the server can read.', given);
    return NO_TEMPLATES;
  }
  for (const name of names) {
    if (!(TYPES as readonly string[]).includes(name) && !/^(README|\.)/i.test(name)) {
      fail(
        reader,
        name,
        'is neither the folder email nor sms',
        'Put the files of emails into email/, of SMS into sms/.',
      );
    }
  }
  const read = (type: MessageType) => (names.includes(type) ? readType(reader, folder, type) : {});
  return { email: read('email'), sms: read('sms') };
}

function readType(reader: SettingReader, folder: string, type: MessageType): Record<string, OwnTemplate> {
  const names = list(join(folder, type));
  if (typeof names === 'string') {
    fail(reader, type, `cannot be read (${names})`, 'Make it a folder that the server can read.');
    return {};
  }
  const sources: Record<string, Partial<Record<MessagePart, string>>> = {};
  for (const name of names) {
    const file = `${type}/${name}`;
    if (/^(README|\.)/i.test(name)) continue;
    const ending = ENDINGS[type].find(([end]) => name.endsWith(end));
    if (!ending) {
      const known = ENDINGS[type].map(([end]) => `<slug>${end}`).join(', ');
      fail(reader, file, 'has a name that means nothing', `Name it ${known}.`);
      continue;
    }
    const slug = name.slice(0, -ending[0].length);
    if (!findSlug(type, slug)) {
      const near = suggest(slug, slugsOf(type));
      const cure = near ? `Did you mean ${near}?` : `Known are ${slugsOf(type).join(', ')}.`;
      fail(reader, file, 'is of a message that the server does not send', cure);
      continue;
    }
    const text = readText(reader, join(folder, file), file, MAX_PART[type][ending[1]]);
    if (text !== undefined)
      sources[slug] = { ...sources[slug], [ending[1]]: ending[1] === 'html' ? text : text.trim() };
  }
  const own = Object.entries(sources).map(([slug, source]): [string, OwnTemplate] => {
    const problems: TemplateProblem[] = [];
    const template = parseMessageTemplate(type, findSlug(type, slug) as never, source, problems);
    for (const { part, line, problem, cure } of problems) {
      const ending = ENDINGS[type].find(([, each]) => each === part)?.[0] ?? '';
      fail(reader, `${type}/${slug}${ending}, line ${line},`, problem, cure);
    }
    return [slug, template];
  });
  return Object.fromEntries(own);
}

function readText(reader: SettingReader, path: string, file: string, max: number): string | undefined {
  try {
    const { size } = statSync(path);
    if (size > max * BYTES + BYTES) {
      fail(reader, file, `has ${size} bytes`, `Use at most ${max} characters.`);
      return undefined;
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    return text.replace(/\r\n?/g, '\n');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') fail(reader, file, 'is not UTF-8', 'Save it as UTF-8.');
    else fail(reader, file, `cannot be read (${code ?? 'unknown error'})`, 'Make it a file that the server can read.');
    return undefined;
  }
}

/** Returns the names in a folder, in order, or why it cannot be read. */
function list(folder: string): string[] | string {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

function fail(reader: SettingReader, file: string, problem: string, cure: string): void {
  reader.fail(`${SETTING}: ${file}`, problem, cure);
}
