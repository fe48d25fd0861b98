import { type DoctorDeps, examinePage, type Report } from '../doctor/examine-page.ts';
import { type CommandOutput, printable } from './command-output.ts';
import { type Arguments, UsageError } from './parse-args.ts';

/**
 * Runs `clerk-widgets doctor`: looks at a page from outside.
 *
 * @returns a list of what is fine, doubtful and broken, or with `--json` the report
 * @throws {UsageError} when the page, or the address of the API, is no http(s) URL, or has a user name
 */
export async function runDoctorCommand(
  { operands: [page = ''], flags }: Pick<Arguments, 'operands' | 'flags'>,
  deps: DoctorDeps,
): Promise<CommandOutput & { isBroken: boolean }> {
  checkUrl(page, 'The page');
  const {
    'publishable-key': publishableKey,
    'frontend-api': frontendApi,
    'proxy-url': proxyUrl,
  } = flags as Record<string, string | undefined>;
  if (frontendApi !== undefined) {
    checkUrl(frontendApi.includes('://') ? frontendApi : `https://${frontendApi}`, '--frontend-api');
  }
  // A path is one of the page's origin.
  if (proxyUrl !== undefined && !/^\/(?!\/)/.test(proxyUrl)) checkUrl(proxyUrl, '--proxy-url');
  const report = await examinePage(page, { publishableKey, frontendApi, proxyUrl }, deps);
  const out = flags['json'] ? `${JSON.stringify(report, null, 2)}\n` : describeReport(report);
  return { out, isBroken: report.isBroken };
}

function checkUrl(text: string, name: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${name} has to be a URL that begins with http:// or https://.`);
  }
  if (url.username || url.password) throw new UsageError(`${name} must have no user name and no password.`);
}

function describeReport({ page, findings, passed, skipped, isBroken }: Report): string {
  const faults = findings.map(({ id, status, what, cure, evidence }) => {
    const sign = status === 'broken' ? '✗' : '!';
    return [`${sign} ${what}  [${id}]`, `    Cure: ${cure}`, `    Seen: ${evidence}`].map(printable).join('\n');
  });
  const broken = findings.filter(({ status }) => status === 'broken').length;
  const end = isBroken
    ? `${counted(broken, 'fault')}, ${counted(findings.length - broken, 'warning')}.`
    : `Nothing is broken; ${counted(findings.length, 'warning')}.`;
  const lines = [
    printable(page),
    '',
    ...passed.map(({ what }) => `✓ ${what}`),
    ...faults,
    ...(skipped.length ? ['', `Nothing to check: ${skipped.join(', ')}.`] : []),
    '',
    end,
    // What a browser alone can see is said each time, so that a good list does not promise too much.
    'Not seen from outside: what scripts do, what extensions block, and the state of a signed-in browser.',
  ];
  return `${lines.join('\n')}\n`;
}

function counted(count: number, word: string): string {
  return `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`;
}
