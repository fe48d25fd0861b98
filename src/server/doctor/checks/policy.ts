import type { FaultId } from '../../../protocol/diagnosis/fault-table.ts';
import { findLacks, type Lack, type ParsedPolicy, parsePolicies } from '../../csp/check-policy.ts';
import { pageRules, type PageFacts, type Rule } from '../../csp/rules.ts';
import { styleSource } from '../../lib/style-source.ts';
import type { Check } from '../check.ts';
import type { Facts } from '../facts.ts';
import { createFinding, type Finding, shownUrl } from '../../../protocol/diagnosis/finding.ts';
import { POLICY_FAULTS, POLICY_PLACES } from '../../../protocol/diagnosis/policy-faults.ts';
import { workerOf } from './cache.ts';
import { elementsOf } from './presence.ts';

/** A policy, and where it stands. */
interface PlacedPolicy {
  policy: ParsedPolicy;
  where: string;
}

/** What browsers ignore in a `<meta>`. */
const HEADER_ONLY = new Set(['sandbox', 'frame-ancestors', 'report-uri']);
const STRICT = "'strict-dynamic'";

/** Every Content-Security-Policy of the page: each has to allow what `clerk-widgets csp` would write. */
export const checkPolicy: Check = {
  name: 'policy',
  good: 'The Content-Security-Policy of the page allows what the elements need.',
  run(facts) {
    const policies = policiesOf(facts);
    return policies.length === 0 ? undefined : policies.flatMap((placed) => findFaults(facts, placed));
  },
};

function policiesOf({ page, tags }: Facts): PlacedPolicy[] {
  const header = page.headers.get('content-security-policy') ?? '';
  const metas = tags.filter(
    ({ name, attributes }) =>
      name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy',
  );
  return [
    ...parsePolicies(header).map((policy) => ({ policy, where: POLICY_PLACES.header })),
    ...metas.flatMap(({ attributes }) =>
      parsePolicies(attributes.get('content') ?? '').map((policy) => ({
        policy: new Map([...policy].filter(([name]) => !HEADER_ONLY.has(name))),
        where: POLICY_PLACES.meta,
      })),
    ),
  ];
}

function findFaults(facts: Facts, { policy, where }: PlacedPolicy): Finding[] {
  const lacks = findLacks(policy, rulesOf(facts, policy), facts.pageUrl);
  const directives = [...new Set(lacks.map(({ directive }) => directive))];
  return directives.flatMap((directive) => {
    const id = POLICY_FAULTS[directive];
    const own = lacks.filter((lack) => lack.directive === directive);
    return id ? [describe(id, where, own)] : [];
  });
}

function describe(id: FaultId, where: string, lacks: readonly Lack[]): Finding {
  const sources = lacks.map(({ source = '' }) => source).join(' ');
  const [{ directive = '', decides = '' } = {}] = lacks;
  return createFinding(id, { where, sources, directive }, decides);
}

/** Returns what a policy has to allow, as the page is. A rule that a nonce or hash of the page satisfies is left out. */
function rulesOf(facts: Facts, policy: ParsedPolicy): Rule[] {
  const { api, pageUrl, tags } = facts;
  const captcha = api?.environment?.user_settings.sign_up.captcha_enabled === true;
  const googleOneTap = elementsOf(tags).some(({ name }) => name === 'clerk-google-one-tap');
  const styles = tags.flatMap(({ name, attributes, text }) =>
    name === 'style' && attributes.has('data-clerk-ssr') && !isNonceOf(policy, 'style-src', attributes.get('nonce'))
      ? [styleSource(text)]
      : [],
  );
  const page: PageFacts = {
    ...scriptsOf(facts, policy),
    api: api ? sourceOf(new URL(api.url).origin, pageUrl) : "'none'",
    styles,
  };
  const rules = pageRules({ turnstile: captcha, googleOneTap, pictures: [] }, page);
  const worker = workerOf(facts);
  if (worker) rules.push({ directive: 'worker-src', sources: [worker], why: 'The worker of the page.', kind: 'need' });
  const isKnown: Readonly<Record<string, boolean>> = {
    'script-src': facts.script !== undefined,
    'connect-src': api !== undefined,
    'img-src': api !== undefined,
  };
  return rules.filter(({ directive }) => isKnown[directive] ?? true);
}

/** Returns what lets the script and its files in: the nonce of its tag, or addresses. */
function scriptsOf(
  { script, api, pageUrl }: Facts,
  policy: ParsedPolicy,
): Pick<PageFacts, 'scripts' | 'scriptsInstead'> {
  if (!script) return { scripts: [] };
  const nonce = script.tag.attributes.get('nonce');
  const sources = sourcesOf(policy, 'script-src');
  const isNonce = isNonceOf(policy, 'script-src', nonce);
  const hashes = (script.tag.attributes.get('integrity') ?? '').split(/\s+/).map((hash) => `'${hash}'`);
  const hash = hashes.find((each) => sources.includes(each));
  if (sources.some((source) => source.toLowerCase() === STRICT)) {
    if (isNonce) return { scripts: [`'nonce-${nonce}'`, STRICT] };
    // Addresses do not count beside it, so only what is on the tag would do.
    return { scripts: [hash ?? script.url, STRICT] };
  }
  // The script imports its other files from there. A hash of the script does not cover them.
  const folder = script.isInstance && api ? `${api.url}/npm/` : new URL('.', script.url).href;
  const files = sourceOf(folder, pageUrl);
  const addresses = [...new Set([hash ?? sourceOf(shownUrl(script.url), pageUrl), files])];
  return { scripts: addresses, scriptsInstead: isNonce ? [`'nonce-${nonce}'`] : undefined };
}

function sourcesOf(policy: ParsedPolicy, directive: string): readonly string[] {
  return policy.get(`${directive}-elem`) ?? policy.get(directive) ?? policy.get('default-src') ?? [];
}

function isNonceOf(policy: ParsedPolicy, directive: string, nonce: string | undefined): boolean {
  return Boolean(nonce) && sourcesOf(policy, directive).includes(`'nonce-${nonce}'`);
}

/** Writes an address as a policy does: `'self'` for the origin of the page. */
function sourceOf(url: string, { origin }: URL): string {
  return new URL(url).origin === origin ? "'self'" : url;
}
