import { execFileSync } from 'node:child_process';

/** Measures the machine's limit for session tokens: RSA-2048 signatures per second on one thread. */
export function opensslSignRate(): number {
  const out = execFileSync('openssl', ['speed', '-seconds', '1', 'rsa2048'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const line =
    out
      .toString()
      .split('\n')
      .find((l) => /^rsa\s+2048/.test(l)) ?? '';
  const rate = Number(line.trim().split(/\s+/).at(-2));
  if (!rate) throw new Error('openssl speed printed no RSA-2048 rate.');
  return rate;
}
