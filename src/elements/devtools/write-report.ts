import { steadyNow } from '../../client/platform/steady-now.ts';
import { FAULTS } from '../../protocol/diagnosis/fault-table.ts';
import { withoutSecrets } from '../../protocol/diagnosis/finding.ts';
import type { DevtoolsHost } from './devtools-host.ts';
import { pageAddress, readState } from './read-state.ts';
import type { SeenRequest } from './watch/watch-requests.ts';

/**
 * Writes what the panel shows as plain text, for an issue or a message to a colleague. It holds no token, no cookie, no
 * query and no email address.
 */
export function writeReport(host: DevtoolsHost): string {
  const { findings, passed = [], requests } = host;
  const lines = [
    `${host.t('devtools.title')}, ${new Date(steadyNow()).toISOString()}`,
    `Page: ${pageAddress()}`,
    `Browser: ${navigator.userAgent}`,
    ...readState(host).map(([name, value]) => `${host.t(`devtools.state.${name}`)}: ${value}`),
    '',
    `${host.t('devtools.tab__faults')}: ${findings.length || host.t('devtools.state.none')}`,
    ...findings.flatMap(({ id, status, what, evidence, cure }, index) => [
      `${index + 1}. [${id}] ${status}: ${what}`,
      `   ${host.t('devtools.seen')}: ${evidence}`,
      `   ${host.t('devtools.why')}: ${FAULTS[id].symptom}`,
      `   ${host.t('devtools.cure')}: ${cure}`,
    ]),
    ...passed.map((name) => `✓ ${host.t(`devtools.passed.${name}`)}`),
    '',
    `${host.t('devtools.tab__requests')}:`,
    ...requests.map(writeRequest),
  ];
  return withoutPersons(withoutSecrets(lines.join('\n')));
}

function writeRequest({ at, method, path, status, codes, traceId }: SeenRequest): string {
  const time = new Date(at).toISOString().slice(11, 19);
  return [time, method, path, status || '–', ...codes, traceId && `trace ${traceId}`].filter(Boolean).join(' ');
}

/** A text of a developer, such as the name of the application or a path, may hold an address. */
function withoutPersons(text: string): string {
  return text.replace(/[^\s@<>"'()[\]{},;:/]+(?:@|%40)(?=[^\s@]+\.[^\s@])/g, '…@');
}
