import { parse as parseCsv } from 'csv-parse';
import { readCell } from './csv-cells.ts';
import { isObject, isTooDeep } from './fields.ts';
import { FileProblem } from './user-record.ts';

/** One user of a file, as the file has it. */
export interface FileRow {
  /** Where it begins, from 1 on. Of a row of a CSV file that has several lines, where it ends. */
  line: number;
  value?: Readonly<Record<string, unknown>>;
  /** Why it cannot be read. */
  problem?: string;
}

/** Characters of one user. */
const LONGEST = 1_048_576;
/** What stands around the users in a file of Firebase, and in an answer of Clerk's SDK. */
const WRAPPER = /^\s*\{\s*"(?:users|data)"\s*:\s*\[/;
/** So many characters tell what a file is. */
const HEAD = 4_096;

/**
 * Reads the users of a file one by one: CSV with names in the first line, a JSON array, or one JSON object per line. Only
 * one user at a time is in memory.
 *
 * @param chunks the text of the file
 * @throws {FileProblem} when what follows cannot be read either
 */
export async function* readRows(chunks: AsyncIterable<string>): AsyncGenerator<FileRow> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = '';
  while (head.length < HEAD) {
    const { value, done } = await iterator.next();
    if (done) break;
    head += value;
  }
  head = head.replace(/^\uFEFF/, '');
  const rest = { [Symbol.asyncIterator]: () => iterator };
  const wrapper = WRAPPER.exec(head)?.[0] ?? /^\s*\[/.exec(head)?.[0];
  if (wrapper !== undefined) {
    yield* readArray(joined(head.slice(wrapper.length), rest), 1 + newlinesOf(wrapper));
  } else if (/^\s*\{/.test(head)) yield* readLines(joined(head, rest));
  else yield* readCsv(joined(head, rest));
}

async function* joined(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield head;
  yield* rest;
}

async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<FileRow> {
  const parser = parseCsv({ info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: LONGEST });
  const feeding = (async () => {
    for await (const chunk of chunks) {
      if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
    }
    parser.end();
  })().catch((error: unknown) => parser.destroy(error as Error));
  let names: string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (!names) names = record.map((name) => name.trim());
      else if (record.length !== names.length) {
        yield { line: info.lines, problem: `it has ${record.length} cells, and the first line has ${names.length}` };
      } else yield { line: info.lines, value: objectOf(names, record) };
    }
    await feeding;
  } catch (error) {
    throw new FileProblem(`The file is not CSV: ${String((error as Error).message)}`);
  }
}

function objectOf(names: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, place) => [name, readCell(cells[place] ?? '')]));
}

/** Reads one JSON object per line. A line that is none is a problem of its own. */
async function* readLines(chunks: AsyncIterable<string>): AsyncGenerator<FileRow> {
  let text = '';
  let line = 0;
  for await (const chunk of chunks) {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    if (text.length > LONGEST) throw new FileProblem(`Line ${line + lines.length + 1} is too long.`);
    for (const one of lines) {
      line++;
      if (one.trim() !== '') yield rowOf(one, line);
    }
  }
  if (text.trim() !== '') yield rowOf(text, line + 1);
}

/** Reads the objects of a JSON array, whose bracket has been read. */
async function* readArray(chunks: AsyncIterable<string>, firstLine: number): AsyncGenerator<FileRow> {
  let text = '';
  let line = firstLine;
  let [at, start, startLine, depth] = [0, 0, line, 0];
  let isString = false;
  for await (const chunk of chunks) {
    text += chunk;
    for (; at < text.length; at++) {
      const sign = text[at] as string;
      if (sign === '\n') line++;
      if (isString) {
        if (sign === '\\') at++;
        else if (sign === '"') isString = false;
      } else if (sign === '"' && depth > 0) isString = true;
      else if (sign === '{' || (sign === '[' && depth > 0)) {
        if (depth++ === 0) [start, startLine] = [at, line];
      } else if ((sign === '}' || sign === ']') && depth > 0) {
        if (--depth === 0) yield rowOf(text.slice(start, at + 1), startLine);
      } else if (sign === ']') return;
      else if (depth === 0 && !/[\s,]/.test(sign)) {
        throw new FileProblem(`Line ${line}: the array has to hold one object for each user.`);
      }
    }
    const kept = depth > 0 ? start : text.length;
    text = text.slice(kept);
    at -= kept;
    start = 0;
    if (text.length > LONGEST) throw new FileProblem(`The user that begins in line ${startLine} is too long.`);
  }
  throw new FileProblem('The file ends in the middle: the array is not closed.');
}

function rowOf(text: string, line: number): FileRow {
  try {
    const value: unknown = JSON.parse(text);
    if (isTooDeep(value)) return { line, problem: 'it is too deep' };
    return isObject(value) ? { line, value } : { line, problem: 'it is no JSON object' };
  } catch {
    return { line, problem: 'it is not JSON' };
  }
}

function newlinesOf(text: string): number {
  return text.split('\n').length - 1;
}
