import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import tls from 'node:tls';
import { examinePage } from '../../../src/server/doctor/examine-page.ts';
import { listen, stop } from '../../support/listen.ts';

const CASES = [
  { name: 'a certificate that has expired', names: 'localhost', days: -1, id: 'certificate-expired' },
  { name: 'a certificate for another name', names: 'other.example', days: 9, id: 'certificate-name' },
  { name: 'a certificate that nobody vouches for', names: 'localhost', days: 9, id: 'certificate-untrusted' },
  { name: 'a good certificate', names: 'localhost', days: 9, id: undefined },
];

for (const { name, names, days, id } of CASES) {
  test(`a page with ${name} ${id ? `gives ${id}` : 'gives nothing about it'}`, async (t) => {
    const pair = certificate(names, days);
    if (id !== 'certificate-untrusted') trust(t, pair.cert);
    const server = createServer(pair, (_request, response) => {
      response.setHeader('content-type', 'text/html').end('<clerk-sign-in></clerk-sign-in>');
    });
    const { port } = new URL(await listen(server));
    t.after(() => stop(server));
    const report = await examinePage(`https://localhost:${port}/`, {}, { fetch, now: Date.now });
    const ids = report.findings.map((finding) => finding.id).filter((found) => found.startsWith('certificate'));
    assert.deepEqual(ids, id ? [id] : [], JSON.stringify(report));
    assert.equal(report.isBroken, id !== undefined);
    assert.equal(
      report.passed.some(({ check }) => check === 'certificate'),
      id === undefined,
    );
  });
}

/** Trusts a certificate in this process, until the test ends. */
function trust(t: TestContext, cert: string): void {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, cert]);
  t.after(() => tls.setDefaultCACertificates(before));
}

function certificate(name: string, days: number): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'clerk-certificate-'));
  const at = (file: string) => path.join(folder, file);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  writeFileSync(at('names'), `subjectAltName=DNS:${name}\n`);
  openssl('req', ...curve, '-nodes', '-subj', `/CN=${name}`, '-keyout', at('key'), '-out', at('request'));
  const validity = ['-days', String(days), '-extfile', at('names')];
  openssl('x509', '-req', '-in', at('request'), '-signkey', at('key'), ...validity, '-out', at('cert'));
  const pair = { key: readFileSync(at('key'), 'utf8'), cert: readFileSync(at('cert'), 'utf8') };
  rmSync(folder, { recursive: true });
  return pair;
}
