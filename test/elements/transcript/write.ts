import type { Line } from './say-tree.ts';
import type { Reading } from './transcript.ts';

const NOTE = '<!-- Written by `npm run transcripts`. -->';
/** Lines that are not worth a reference to another state. */
const FEW = 3;

/** Returns a transcript as a page of docs/. */
export function page(title: string, introduction: string, readings: readonly Reading[]): string {
  return frame(
    title,
    introduction,
    readings.map((reading) => section(reading, reading.lines.map(written).join(''))),
  );
}

/** Returns a transcript of long screens: what a state shares with an earlier one at its ends is only counted. */
export function pageOfParts(title: string, introduction: string, readings: readonly Reading[]): string {
  const sections = readings.map((reading, index) =>
    section(reading, shortened(reading.lines.map(written), readings.slice(0, index))),
  );
  return frame(title, introduction, sections);
}

function frame(title: string, introduction: string, sections: readonly string[]): string {
  return `${NOTE}

# ${title}

${introduction}
[How to read this](../accessibility.md#how-to-read-a-transcript).
${sections.join('')}`;
}

function section({ name, said }: Reading, lines: string): string {
  const heard = said.map((each) => `- ${each}\n`).join('');
  return `
## ${name}

${heard && `${heard}\n`}\`\`\`text
${lines}\`\`\`
`;
}

function written({ text, depth, node }: Line): string {
  return `${'  '.repeat(depth)}${node.states['focused'] ? '▶ ' : ''}${text}\n`;
}

/** Leaves out the lines at both ends that are those of an earlier state. */
function shortened(lines: readonly string[], before: readonly Reading[]): string {
  let best = { head: 0, tail: 0, of: '' };
  for (const { name, lines: others } of before) {
    const earlier = others.map(written);
    const [most, head] = [Math.min(lines.length, earlier.length), sharedHead(lines, earlier)];
    const tail = Math.min(sharedHead(lines.toReversed(), earlier.toReversed()), most - head);
    if (head + tail > best.head + best.tail) best = { head, tail, of: name };
  }
  const { head, tail, of } = best;
  const left = (count: number, part: readonly string[]) =>
    count > FEW ? `(${count} lines as in “${of}”)\n` : part.join('');
  const rest = lines.length - tail;
  return left(head, lines.slice(0, head)) + lines.slice(head, rest).join('') + left(tail, lines.slice(rest));
}

function sharedHead(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((line, index) => line !== other[index]);
  return at < 0 ? one.length : at;
}

/** Something that a person does, and what is said then. */
export interface Act {
  does: string;
  said: readonly string[];
}

/** Returns what is said while a person goes from step to step, as a page of docs/. */
export function pageOfWalks(
  title: string,
  introduction: string,
  walks: Readonly<Record<string, readonly Act[]>>,
): string {
  const sections = Object.entries(walks).map(([name, acts]) => {
    const lines = acts.map(({ does, said }) => `1. ${does}\n${said.map((each) => `   - ${each}\n`).join('')}`);
    return `\n## ${name}\n\n${lines.join('')}`;
  });
  return frame(title, introduction, sections);
}
