import { type Fault, FAULTS } from '../src/protocol/diagnosis/fault-table.ts';

const BEGIN = '<!-- faults: written by npm run docs -->';
const END = '<!-- end of faults -->';

/** Returns docs/doctor.md with the list of faults. */
export function withFaultList(page: string): string {
  const [before = '', after = ''] = [page.split(BEGIN)[0], page.split(END)[1]];
  return `${before}${BEGIN}\n\n${faultList()}\n\n${END}${after}`;
}

function faultList(): string {
  const rows = Object.entries<Fault>(FAULTS).map(([id, { status, symptom, cause, cure, isInPage }]) => {
    const seen = isInPage ? `${cause} Only <clerk-devtools> sees it.` : cause;
    const cells = [symptom, seen, cure].map(cellOf);
    return `| \`${id}\` | ${status === 'broken' ? '✗' : '!'} | ${cells.join(' | ')} |`;
  });
  return ['| id | | what a visitor sees | cause | cure |\n|---|---|---|---|---|', ...rows].join('\n');
}

/** Writes a text as a cell: its slots as words in italics, and tags as code. */
function cellOf(text: string): string {
  return text
    .replaceAll('*', '\\*')
    .replace(/<\{tag\}>/g, '`<…>`')
    .replace(/<[a-z][^>]*>(<\/script>)?/g, (tag) => `\`${tag.replace(/\{(\w+)\}/g, '…')}\``)
    .replace(/\{(\w+)\}/g, '*$1*')
    .replaceAll('|', '\\|');
}
