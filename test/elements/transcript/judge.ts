import type { Line } from './say-tree.ts';
import type { Reading } from './transcript.ts';

/** Roles that a person can do something with. */
const CONTROLS = new Set([
  'button',
  'link',
  'textbox',
  'combobox',
  'checkbox',
  'radio',
  'slider',
  'menuitem',
  'menuitemradio',
  'DisclosureTriangle',
]);
/** Names that stand once in each field of a form: the field in front says which. */
const PER_FIELD = /^(Show password)$/;

/** Returns what is wrong with states, whatever the stored transcript says of them. */
export function judge(readings: readonly Reading[]): string[] {
  return readings.flatMap((reading) => faults(reading).map((fault) => `${reading.name}: ${fault}`));
}

function faults({ said, lines }: Reading): string[] {
  const controls = lines.filter(({ node }) => CONTROLS.has(node.role));
  return [
    ...controls.filter(({ node }) => !node.name).map(({ text }) => `a control without a name: ${text}`),
    ...lines.filter(({ node }) => isPicture(node.role) && !node.name).map(() => 'a picture without a name'),
    ...repeated(controls.map(describe)).map((text) => `two controls that sound the same: ${text}`),
    ...lines.filter(({ text }, index) => text === lines[index - 1]?.text).map(({ text }) => `read twice: ${text}`),
    ...said.filter((text, index) => text === said[index - 1]).map((text) => `said twice: ${text}`),
    ...said.filter((text) => text === 'focus on nothing'),
  ];
}

function describe({ node, text }: Line): string {
  return PER_FIELD.test(node.name) ? '' : text;
}

function repeated(texts: readonly string[]): string[] {
  return texts.filter((text, index) => text && texts.indexOf(text) < index);
}

function isPicture(role: string): boolean {
  return role === 'image' || role === 'img';
}
