import { createHash } from 'node:crypto';
import type { Check } from '../check.ts';
import type { Facts, PageScript } from '../facts.ts';
import { createFinding, type Finding, shownUrl } from '../../../protocol/diagnosis/finding.ts';
import { isMixed } from '../mixed-content.ts';
import type { Answer } from '../visitor.ts';

const SCRIPT_TYPE = /^(text|application)\/(x-)?(java|ecma)script\b/i;
const ALGORITHMS = ['sha512', 'sha384', 'sha256'];

/** The script tag, and what its address answers. */
export const checkScript: Check = {
  name: 'script',
  good: 'The script of clerk-widgets is there, and nothing in its tag stops it.',
  run(facts) {
    const { script } = facts;
    if (!script) return undefined;
    return [...checkTag(facts, script), ...checkAnswer(facts, script)];
  },
};

function checkTag({ page, pageUrl }: Facts, { tag, url, answer }: PageScript): Finding[] {
  const found: Finding[] = [];
  const { attributes } = tag;
  const target = new URL(url);
  const shown = shownUrl(url);
  if (attributes.get('type')?.trim().toLowerCase() === 'module') {
    found.push(createFinding('script-module', {}, '<script type="module">'));
  }
  if (isMixed(pageUrl, target)) {
    found.push(
      createFinding('script-mixed-content', { url: shown, place: 'the attribute src of the script tag' }, shown),
    );
  }
  if (target.origin === pageUrl.origin || attributes.has('crossorigin')) return found;
  const embedder = page.headers.get('cross-origin-embedder-policy') ?? '';
  const policy = answer.kind === 'answer' ? answer.headers.get('cross-origin-resource-policy') : null;
  const isEmbedded = /^\s*require-corp/i.test(embedder) && policy !== 'cross-origin';
  const needs = attributes.get('integrity')
    ? 'the attribute integrity'
    : isEmbedded && 'the header Cross-Origin-Embedder-Policy: require-corp of the page';
  if (needs) found.push(createFinding('script-crossorigin', { url: shown, needs }, 'no crossorigin on the script tag'));
  return found;
}

/** Tells whether an answer is a script that a browser runs. */
export function isScript(answer: PageScript['answer']): boolean {
  if (answer.kind === 'failure' || answer.status !== 200) return false;
  return SCRIPT_TYPE.test(answer.headers.get('content-type') ?? '');
}

function checkAnswer({ pageUrl }: Facts, { tag, url, answer }: PageScript): Finding[] {
  const shown = shownUrl(url);
  if (answer.kind === 'failure') {
    return [createFinding('script-missing', { url: shown, reason: answer.reason }, answer.code)];
  }
  const { status, headers } = answer;
  // Browsers follow redirects of a script. Where they lead is not looked at.
  if (status >= 300 && status < 400) return [];
  if (status !== 200)
    return [createFinding('script-missing', { url: shown, reason: `status ${status}` }, `${status} ${shown}`)];
  const found: Finding[] = [];
  const type = headers.get('content-type') ?? 'nothing';
  if (!SCRIPT_TYPE.test(type)) found.push(createFinding('script-type', { url: shown, type }, `Content-Type: ${type}`));
  const allowed = headers.get('access-control-allow-origin');
  const isForeign = new URL(url).origin !== pageUrl.origin;
  if (isForeign && tag.attributes.has('crossorigin') && allowed !== '*' && allowed !== pageUrl.origin) {
    const evidence = `Access-Control-Allow-Origin: ${allowed ?? 'missing'}`;
    found.push(createFinding('script-cors', { url: shown, origin: pageUrl.origin }, evidence));
  }
  const integrity = tag.attributes.get('integrity');
  if (integrity && !isIntact(integrity, answer)) {
    found.push(createFinding('script-integrity', { url: shown }, `integrity="${integrity}"`));
  }
  return found;
}

/** The strongest algorithm of the attribute counts (https://www.w3.org/TR/SRI/). A list without one that is known, too. */
function isIntact(integrity: string, { bytes }: Answer): boolean {
  const hashes = integrity.trim().split(/\s+/);
  const algorithm = ALGORITHMS.find((name) => hashes.some((hash) => hash.startsWith(`${name}-`)));
  if (!algorithm) return true;
  const digest = `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;
  return hashes.some((hash) => hash.split('?')[0] === digest);
}
