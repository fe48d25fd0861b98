import type { FaultId } from '../../protocol/diagnosis/fault-table.ts';
import { createFinding, type Finding, shownUrl } from '../../protocol/diagnosis/finding.ts';
import { isLocalHost } from '../../protocol/diagnosis/local-host.ts';
import { type Answer, type Failure, type Journey, MOST_REDIRECTS } from './visitor.ts';

const CERTIFICATE: Readonly<Record<string, FaultId>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  CERT_NOT_YET_VALID: 'certificate-untrusted',
};

/** Returns what is wrong with the way to a page, and the page when it came. */
export function judgeArrival({ steps, end }: Journey): { findings: Finding[]; page?: Answer } {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return { findings: [] };
  if (last.kind === 'failure') {
    const values = { url: shownUrl(last.url), reason: last.reason };
    return { findings: [certificateFinding(last) ?? createFinding('page-unreachable', values, last.code)] };
  }
  if (end === 'loop' || end === 'long') return { findings: [judgeRedirects(steps, end)] };
  const url = shownUrl(last.url);
  const type = last.headers.get('content-type')?.split(';')[0] ?? 'no Content-Type';
  const status = String(last.status);
  if (last.status < 200 || last.status > 299) {
    return { findings: [createFinding('page-status', { url, status }, `status ${status}`)] };
  }
  if (!/html/i.test(type)) return { findings: [createFinding('page-not-html', { url, type }, type)] };
  const { protocol, hostname, host } = new URL(last.url);
  const isInsecure = protocol === 'http:' && !isLocalHost(hostname);
  const findings = isInsecure ? [createFinding('page-insecure', { url, host }, url)] : [];
  return { findings, page: last };
}

/** Returns what is wrong with the certificate of a host; undefined when something else is. */
export function certificateFinding({ url, code, reason }: Failure): Finding | undefined {
  const id = CERTIFICATE[code];
  return id && createFinding(id, { host: new URL(url).host, reason }, code);
}

function judgeRedirects(steps: Journey['steps'], end: 'loop' | 'long'): Finding {
  const shown = steps.map((step) => shownUrl(step.url));
  const evidence = `${steps.length} answers: ${[...new Set(shown)].join(' → ')}`;
  const to = shown.at(-1) ?? '';
  if (end === 'long') {
    return createFinding('redirect-too-many', { url: shown[0] ?? '', most: String(MOST_REDIRECTS), to }, evidence);
  }
  const pair = [...new Set(shown.slice(-3))];
  return createFinding('redirect-loop', { from: pair[0] ?? to, to: pair[1] ?? to }, evidence);
}
