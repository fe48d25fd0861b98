import { address } from '../../../client/platform/address.ts';
import { attempt, page } from '../../../client/platform/native.ts';
import { createFinding, type Finding, shownUrl } from '../../../protocol/diagnosis/finding.ts';
import { POLICY_FAULTS, POLICY_PLACES } from '../../../protocol/diagnosis/policy-faults.ts';

/** What a violation says, whether it comes as an event or as a report of an earlier one. */
interface Violation {
  effectiveDirective: string;
  blockedURI: string;
  originalPolicy: string;
  disposition: string;
  sample: string;
}

/** A report of the type `csp-violation`, whose body TypeScript does not know. */
interface Report {
  body: Partial<Omit<Violation, 'blockedURI'>> & { blockedURL?: string };
}

/** Scripts and frames of the bot check and of Google One Tap. */
export const SERVICES = /^https:\/\/(challenges\.cloudflare\.com|accounts\.google\.com)(\/|$)/;
/** The address that a script of theirs was refused, as the sample of a violation names it. */
const SERVICE_SAMPLE = /^HTMLScriptElement src\|https:\/\/(challenges\.cloudflare|accounts\.google)\.com\//;
/** Names of the package's own Trusted Types policies. */
const POLICIES = /^(lit-html|clerk-[\w-]+)\b/;

/**
 * Watches what the Content-Security-Policy of the page blocks of the package, its API and its services. Chromium tells of
 * earlier violations as well.
 *
 * @param origins of the API and of the script
 * @param found called with each fault
 */
export function watchPolicy(origins: () => readonly string[], found: (finding: Finding) => void): () => void {
  const take = (violation: Violation): void => {
    const finding = violation.disposition === 'report' ? undefined : judgeViolation(violation, origins());
    if (finding) found(finding);
  };
  const onViolation = (event: Event) => take(event as SecurityPolicyViolationEvent);
  page.addEventListener('securitypolicyviolation', onViolation);
  // Safari has no such reports.
  const observer = attempt(
    () =>
      new ReportingObserver((reports) => (reports as unknown as Report[]).forEach((report) => take(ofReport(report))), {
        types: ['csp-violation'],
        buffered: true,
      }),
  );
  observer?.observe();
  return () => {
    page.removeEventListener('securitypolicyviolation', onViolation);
    observer?.disconnect();
  };
}

function ofReport({ body }: Report): Violation {
  const { effectiveDirective = '', originalPolicy = '', disposition = '', sample = '', blockedURL = '' } = body;
  return { effectiveDirective, originalPolicy, disposition, sample, blockedURI: blockedURL };
}

function judgeViolation(violation: Violation, origins: readonly string[]): Finding | undefined {
  const { effectiveDirective, blockedURI, originalPolicy, sample } = violation;
  const directive = effectiveDirective.replace(/-(elem|attr)$/, '');
  const id = POLICY_FAULTS[directive];
  const source = id && sourceOf(violation, origins);
  if (!id || !source) return undefined;
  const metas = page.querySelectorAll('meta[http-equiv="Content-Security-Policy" i]');
  const isMeta = [...metas].some((meta) => meta.getAttribute('content') === originalPolicy);
  const where = POLICY_PLACES[isMeta ? 'meta' : 'header'];
  // What follows the bar in a sample is a value of the page.
  const blocked = attempt(() => shownUrl(blockedURI)) ?? (sample.split('|')[0] || blockedURI);
  return createFinding(id, { where, sources: source, directive }, `${effectiveDirective} blocks ${blocked}`);
}

/** Returns what the policy should name; undefined when what it blocks is none of ours. */
function sourceOf(
  { effectiveDirective, blockedURI, sample }: Violation,
  origins: readonly string[],
): string | undefined {
  if (effectiveDirective === 'trusted-types') return POLICIES.exec(sample)?.[0];
  if (effectiveDirective === 'require-trusted-types-for') return SERVICE_SAMPLE.test(sample) ? "'script'" : undefined;
  const origin = attempt(() => new URL(blockedURI).origin);
  if (!origin || (!origins.includes(origin) && !SERVICES.test(blockedURI))) return undefined;
  return origin === address.origin ? "'self'" : origin;
}
