import type { FaultId } from '../../../protocol/fault-table.ts';
import {
  allows,
  decidingDirective,
  parsePolicies,
  type Policy,
  type PolicyRequest,
} from '../../lib/content-security-policy.ts';
import { styleSource } from '../../lib/style-source.ts';
import type { Check } from '../check.ts';
import type { Facts } from '../facts.ts';
import { createFinding, type Finding, shownUrl } from '../finding.ts';
import { workerOf } from './cache.ts';

/** A policy, and where it stands. */
interface PlacedPolicy {
  policy: Policy;
  where: string;
}

/** What the page has to be allowed. */
interface Need extends Omit<PolicyRequest, 'pageUrl'> {
  id: FaultId;
  /** What to add, when the policy blocks it. */
  sources: string;
  /** A script of the page adds it, which `'strict-dynamic'` allows. */
  isAdded?: boolean;
}

const TURNSTILE = 'https://challenges.cloudflare.com';
const POLICY_NAME = 'lit-html';

/** Every Content-Security-Policy of the page: each has to allow what the elements need. */
export const checkPolicy: Check = {
  name: 'policy',
  good: 'The Content-Security-Policy of the page allows what the elements need.',
  run(facts) {
    const policies = policiesOf(facts);
    if (policies.length === 0) return undefined;
    const needs = needsOf(facts);
    const found = policies.flatMap(({ policy, where }) => [
      ...needs.flatMap((need) => refused(policy, where, need, facts)),
      ...trustedTypes(policy, where),
      ...sandbox(policy, where),
    ]);
    // One address that several policies, or several needs, block is said once.
    return found.filter((finding, index) => found.findIndex(({ what }) => what === finding.what) === index);
  },
};

function policiesOf({ page, tags }: Facts): PlacedPolicy[] {
  const header = page.headers.get('content-security-policy') ?? '';
  const metas = tags.filter(
    ({ name, attributes }) =>
      name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy',
  );
  return [
    ...parsePolicies(header).map((policy) => ({ policy, where: 'header Content-Security-Policy' })),
    ...metas.flatMap(({ attributes }) =>
      parsePolicies(attributes.get('content') ?? '').map((policy) => ({
        // Browsers ignore these in a page.
        policy: new Map([...policy].filter(([name]) => name !== 'sandbox' && name !== 'frame-ancestors')),
        where: '<meta http-equiv="Content-Security-Policy">',
      })),
    ),
  ];
}

function needsOf(facts: Facts): Need[] {
  const { api, script, tags, pageUrl } = facts;
  const needs: Need[] = [];
  if (script) {
    const nonce = script.tag.attributes.get('nonce');
    const hashes = script.tag.attributes.get('integrity')?.split(/\s+/) ?? [];
    const folder = script.isInstance && api ? `${api.url}/npm/` : new URL('.', script.url).href;
    const common = { id: 'csp-script', directive: 'script-src-elem', nonce } as const;
    needs.push({ ...common, url: shownUrl(script.url), hashes, sources: sourceOf(shownUrl(script.url), pageUrl) });
    // The script imports its other files from there. A hash of the script does not cover them.
    const chunk = script.isInstance ? `${folder}clerk-widgets@1/dist/chunks/a.js` : `${folder}chunks/a.js`;
    needs.push({ ...common, url: chunk, sources: sourceOf(folder, pageUrl), isAdded: true });
  }
  if (api) {
    const source = sourceOf(new URL(api.url).origin, pageUrl);
    needs.push({ id: 'csp-connect', directive: 'connect-src', url: `${api.url}/v1/client`, sources: source });
    needs.push({ id: 'csp-image', directive: 'img-src', url: `${api.url}/v1/`, sources: source });
  }
  for (const { name, attributes, text } of tags) {
    if (name !== 'style' || !attributes.has('data-clerk-ssr')) continue;
    const source = styleSource(text);
    const nonce = attributes.get('nonce');
    const hashes = [source.slice(1, -1)];
    needs.push({
      id: 'csp-style',
      directive: 'style-src-elem',
      nonce,
      hashes,
      sources: nonce ? `'nonce-${nonce}'` : source,
    });
  }
  if (api?.environment?.user_settings.sign_up.captcha_enabled) {
    const url = `${TURNSTILE}/turnstile/v0/api.js`;
    needs.push({ id: 'csp-script', directive: 'script-src-elem', url, sources: TURNSTILE, isAdded: true });
    needs.push({ id: 'csp-frame', directive: 'frame-src', url: `${TURNSTILE}/`, sources: TURNSTILE });
  }
  const worker = workerOf(facts);
  if (worker) needs.push({ id: 'csp-worker', directive: 'worker-src', url: worker, sources: "'self'" });
  return needs;
}

function refused(
  policy: Policy,
  where: string,
  { id, sources, isAdded, ...request }: Need,
  { pageUrl }: Facts,
): Finding[] {
  if (allows(policy, { ...request, pageUrl: pageUrl.href })) return [];
  const deciding = decidingDirective(policy, request.directive) ?? request.directive;
  const current = policy.get(deciding) ?? [];
  const isStrict = id === 'csp-script' && current.includes("'strict-dynamic'");
  if (isStrict && isAdded) return [];
  const directive = request.directive.replace('-elem', '');
  const values = {
    where,
    url: request.url ?? '',
    directive,
    sources: isStrict ? 'the nonce of the script tag (attribute nonce)' : sources,
  };
  return [createFinding(id, values, `${deciding} ${current.join(' ')}`)];
}

function trustedTypes(policy: Policy, where: string): Finding[] {
  const names = policy.get('trusted-types');
  const isRequired = policy.get('require-trusted-types-for')?.includes("'script'");
  // Without a list every policy may be made; without the requirement Lit works with plain texts only if it may make one.
  if (!names || names.includes('*') || names.includes(POLICY_NAME)) return [];
  const evidence = `trusted-types ${names.join(' ')}${isRequired ? "; require-trusted-types-for 'script'" : ''}`;
  return [createFinding('csp-trusted-types', { where }, evidence)];
}

function sandbox(policy: Policy, where: string): Finding[] {
  const flags = policy.get('sandbox');
  const missing = ['allow-scripts', 'allow-forms', 'allow-same-origin'].filter((flag) => !flags?.includes(flag));
  if (!flags || missing.length === 0) return [];
  return [createFinding('csp-sandbox', { where, missing: missing.join(' ') }, `sandbox ${flags.join(' ')}`)];
}

/** Writes an address as a policy does: `'self'` for the origin of the page. */
function sourceOf(url: string, { origin }: URL): string {
  return new URL(url).origin === origin ? "'self'" : url;
}
