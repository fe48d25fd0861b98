import { certificateFinding, judgeArrival } from './arrival.ts';
import { CHECKS } from './checks/checks.ts';
import { type DoctorOptions, type Facts, gatherFacts } from './facts.ts';
import { type Finding, shownUrl } from '../../protocol/diagnosis/finding.ts';
import { createVisitor } from './visitor.ts';

export type { DoctorOptions } from './facts.ts';

/** What the examination of a page has found. */
export interface Report {
  /** The page, where redirects have led. */
  page: string;
  findings: Finding[];
  /** What is fine. */
  passed: { check: string; what: string }[];
  /** Checks that had nothing to look at. */
  skipped: string[];
  /** Something is broken, not only worth a warning. */
  isBroken: boolean;
}

export interface DoctorDeps {
  fetch: typeof globalThis.fetch;
  /** Milliseconds of the local clock. */
  now(): number;
}

/** Milliseconds for everything together. */
const TIMEOUT_MS = 45_000;

/**
 * Looks at a page from outside, and names the faults of its set-up. It sends no credentials and changes nothing.
 *
 * @param url of the page, with http or https
 * @returns the faults, with what is fine
 * @example (await examinePage('https://app.example.com/sign-in', {}, { fetch, now: Date.now })).isBroken
 */
export async function examinePage(url: string, options: DoctorOptions, { fetch, now }: DoctorDeps): Promise<Report> {
  const visitor = createVisitor({ fetch, now, signal: AbortSignal.timeout(TIMEOUT_MS) });
  const journey = await visitor.travel(url);
  const { findings, page } = judgeArrival(journey);
  const report: Report = {
    page: shownUrl(journey.steps.at(-1)?.url ?? url),
    findings: [...findings],
    passed: [],
    skipped: [],
    isBroken: false,
  };
  if (page) await runChecks(await gatherFacts(visitor, page, options), report);
  report.isBroken = report.findings.some(({ status }) => status === 'broken');
  return report;
}

async function runChecks(facts: Facts, report: Report): Promise<void> {
  if (report.findings.length === 0) report.passed.push({ check: 'page', what: 'The page comes.' });
  const certificates = certificateFindings(facts);
  report.findings.push(...certificates);
  const isSecure = facts.pageUrl.protocol === 'https:';
  if (isSecure && certificates.length === 0) {
    report.passed.push({ check: 'certificate', what: 'The TLS certificates are valid.' });
  }
  for (const { name, good, run } of CHECKS) {
    const found = await run(facts);
    if (!found) report.skipped.push(name);
    else if (found.length === 0) report.passed.push({ check: name, what: good });
    // A certificate that is not accepted is the cause of everything that did not come from its host.
    else
      report.findings.push(...found.filter(({ evidence }) => !certificates.some((own) => own.evidence === evidence)));
  }
}

/** Returns what is wrong with the certificates of the script and of the API, once for each host. */
function certificateFindings({ script, api }: Facts): Finding[] {
  const answers = [script?.answer, api?.environmentAnswer];
  const found = answers.flatMap((answer) => (answer?.kind === 'failure' ? (certificateFinding(answer) ?? []) : []));
  return found.filter(({ what }, index) => found.findIndex((other) => other.what === what) === index);
}
