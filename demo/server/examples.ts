import { readdirSync, readFileSync } from 'node:fs';
import { highlight } from './highlight.ts';

const FOLDER = new URL('../pages/elements/', import.meta.url);
/** `<!-- title | text | further files -->` in front of the HTML of an example. */
const HEAD = /^<!-- (.*) -->\n/;

/**
 * Draws the examples of the page of elements, each with its own source: the same text is the live HTML and the code
 * beside it.
 *
 * @param fill replaces the names between percent signs
 */
export function renderExamples(fill: (html: string) => string): string {
  const files = readdirSync(FOLDER).sort();
  return files.map((file) => renderExample(readFileSync(new URL(file, FOLDER), 'utf8'), fill)).join('\n');
}

function renderExample(file: string, fill: (html: string) => string): string {
  const [title = '', text = '', ...more] = fill(HEAD.exec(file)?.[1] ?? '').split(' | ');
  const html = fill(file.replace(HEAD, ''));
  const id = title.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  const sources = [html, ...more.map((name) => fill(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')))];
  const codes = sources.filter(Boolean).map((source) => {
    const code = highlight(source, source.startsWith('<') ? 'html' : 'js');
    return `<pre tabindex="0" aria-label="Source: ${title}"><code>${code}</code></pre>`;
  });
  return `<section class="example" aria-labelledby="${id}">
<div class="live">
<h2 id="${id}">${title}</h2>
<p>${text}</p>
${html}</div>
<div class="source example-code">
${codes.join('\n')}
</div>
</section>
`;
}
