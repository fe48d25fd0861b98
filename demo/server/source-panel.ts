import { readFileSync } from 'node:fs';
import { escapeHtml, highlight, type Language } from './highlight.ts';

/** A text that a page shows as its source. */
export interface Source {
  /** The label of its tab. */
  label: string;
  /** Where it is in the repository. */
  file: string;
  text: string;
  language: Language;
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  css: 'css',
  html: 'html',
  sql: 'sql',
  svelte: 'html',
  vue: 'html',
};
/** The files of a dressing of the board are shown while the form wears it. */
const DRESSING = /\/dressings\/([\w-]+)/;

/** Reads a file of the demo as a source. */
export function readSource(file: string): Source {
  return {
    label: file.replace(/^.*\//, ''),
    file: `demo/${file}`,
    text: readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'),
    language: LANGUAGES[file.replace(/^.*\./, '')] ?? 'js',
  };
}

/**
 * Draws the sources of a page as tabs in a disclosure. Without its script, `source.js`, they stand below each other.
 *
 * @param place `beside`: open where there is room for a column; `below`: closed at first
 */
export function renderSources(sources: readonly Source[], place: 'beside' | 'below'): string {
  const panels = sources.map(
    ({ file, text, language, label }, i) => `<section class="code" id="source-${i}" aria-label="${escapeHtml(label)}">
<p class="code-file">${escapeHtml(file)}</p>
<button class="copy" type="button" data-copy hidden>Copy</button>
<pre tabindex="0"><code>${highlight(text, language)}</code></pre>
</section>`,
  );
  const tabs = sources.map(
    ({ label, file }, i) =>
      `<button type="button" role="tab" id="tab-${i}" aria-controls="source-${i}"${dressingOf(file)}>${escapeHtml(label)}</button>`,
  );
  return `<aside class="source ${place}" aria-label="Source">
<details${place === 'beside' ? ' open' : ''}>
<summary>The source of this page</summary>
<div class="source-box">
<div class="tabs" role="tablist" aria-label="Files" hidden>
${tabs.join('\n')}
</div>
${panels.join('\n')}
<p class="visually-hidden" role="status"></p>
</div>
</details>
</aside>
`;
}

function dressingOf(file: string): string {
  const [, name] = DRESSING.exec(file) ?? [];
  return name === undefined ? '' : ` data-dressing="${name}"`;
}
