import type { FaultId } from '../../protocol/diagnosis/fault-table.ts';
import type { Finding } from '../../protocol/diagnosis/finding.ts';

/** Faults that look like others, and the one that is their cause. */
const CAUSES: readonly (readonly [cause: FaultId, effects: readonly FaultId[]])[] = [
  ['csp-connect', ['api-unreachable', 'proxy-not-forwarded', 'cors-missing', 'steps-missing']],
  ['api-mixed-content', ['api-unreachable', 'cookie-third-party']],
  ['csp-script', ['script-missing', 'script-blocked']],
  ['cookie-blocked', ['cookie-dropped', 'proxy-cookies', 'cookie-third-party']],
];

/** Puts together what was noticed and what was found: each fault once, and without those that follow from another one. */
export function mergeFindings(noticed: readonly Finding[], found: readonly Finding[]): Finding[] {
  const all = [...noticed, ...found];
  const has = (id: FaultId) => all.some((finding) => finding.id === id);
  const followed = new Set(CAUSES.filter(([cause]) => has(cause)).flatMap(([, effects]) => effects));
  const own = all.filter(
    ({ id, what }, index) =>
      !followed.has(id) && all.findIndex((other) => other.id === id && other.what === what) === index,
  );
  return own.sort((a, b) => Number(a.status === 'warning') - Number(b.status === 'warning'));
}
