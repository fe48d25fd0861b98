// Asks the registry for known faults in every package that users get: those that are installed with this one, those that
// are part of its bundles, and the optional native ones. `npm audit --omit=dev` knows the first alone.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NOTICES } from './notices.ts';
import { manifest } from './options.ts';

/** The part of `npm audit --json` that is read. */
export interface AuditReport {
  vulnerabilities?: Record<string, { severity: string; nodes: string[] }>;
  message?: string;
}

/**
 * Picks the faults that reach users from those of all packages.
 *
 * @param notices text of the notices, which name what is part of the bundles
 * @param lock which packages are needed for development alone
 * @param peers optional packages that users add
 * @returns a line for each package with a fault
 * @throws {Error} when the registry has not answered
 */
export function faultsOfShipped(
  report: AuditReport,
  notices: string,
  lock: { packages: Record<string, { dev?: boolean }> },
  peers: readonly string[],
): string[] {
  if (!report.vulnerabilities) throw new Error(`npm audit gave no answer: ${report.message ?? 'no reason'}`);
  const bundled = new Set([...notices.matchAll(/^-{80}\n(\S+) \S+ \(/gm)].map(([, name]) => name));
  return Object.entries(report.vulnerabilities)
    .filter(
      ([name, { nodes }]) =>
        bundled.has(name) || peers.includes(name) || nodes.some((folder) => !lock.packages[folder]?.dev),
    )
    .map(([name, { severity }]) => `${name}: ${severity}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8' });
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const faults = faultsOfShipped(
    JSON.parse(stdout),
    readFileSync(NOTICES, 'utf8'),
    lock,
    Object.keys(manifest.peerDependencies),
  );
  if (faults.length) {
    console.error(`Packages that users get have known faults:\n${faults.join('\n')}`);
    process.exitCode = 1;
  }
}
