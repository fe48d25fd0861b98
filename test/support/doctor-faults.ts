import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { FaultId } from '../../src/protocol/diagnosis/fault-table.ts';
import type { DoctorOptions } from '../../src/server/doctor/examine-page.ts';
import { API, type DoctorSite, page, scriptOf, startDoctorSite } from './doctor-site.ts';

export const SIGN_IN = '/sign-in';
export const ELEMENT = '<clerk-sign-in routing="hash"></clerk-sign-in>';
export const TAG = `<script async src="${API}/clerk.js"></script>`;
export const PLAIN = `${API}/npm/clerk-widgets@1/dist/clerk.js`;
export const SHA = (text: string) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

export interface Fault {
  name: string;
  /** What is found: exactly these, in this order. */
  ids: FaultId[];
  /** What the sentence, the cure or the evidence of the first one names. */
  says?: RegExp;
  url?: string;
  options?: (site: DoctorSite) => DoctorOptions;
  config?: Parameters<typeof startDoctorSite>[0];
  breaks(site: DoctorSite): void;
}

/** Serves a body at the page, under a policy if there is one. */
export const show = (site: DoctorSite, body: string, headers: Record<string, string> = {}) =>
  site.answer('app.example.com', SIGN_IN, () => page(body, headers));
export const policy = (site: DoctorSite, text: string, body = TAG + ELEMENT) =>
  show(site, body, { 'content-security-policy': text });
export const plain = (site: DoctorSite, attributes: string, answer = () => scriptOf('1')) => {
  show(site, `<script async ${attributes} src="${PLAIN}"></script>${ELEMENT}`);
  site.answer('clerk.example.com', new URL(PLAIN).pathname, answer);
};
export const keyed = (site: DoctorSite, attributes = '') =>
  plain(site, `data-clerk-publishable-key="${site.key}" ${attributes}`);
/** Puts a proxy between the page and the API. */
export const proxied = (site: DoctorSite, forward: (request: Request, url: URL) => Promise<Response> | Response) => {
  plain(site, `data-clerk-publishable-key="${site.key}" data-clerk-proxy-url="/__clerk"`);
  for (const path of ['/__clerk/v1/environment', '/__clerk/v1/client']) {
    site.answer('app.example.com', path, (request) => {
      const url = new URL(request.url);
      return forward(request, new URL(url.pathname.slice('/__clerk'.length) + url.search, API));
    });
  }
};
export const pass = (site: DoctorSite, request: Request, url: URL, { method = request.method } = {}) =>
  site.instance.fetch(new Request(url, { method, headers: request.headers }));

export function to(location: string): Response {
  return new Response(null, { status: 307, headers: { location } });
}

export function cookie(site: DoctorSite, line: string): void {
  site.answer('clerk.example.com', '/v1/client', async (request) => {
    const answer = await site.instance.fetch(request);
    answer.headers.delete('set-cookie');
    answer.headers.append('set-cookie', line);
    return answer;
  });
}

/** Breaks a healthy site in each way, and tests what is named. */
export function describeFaults(cases: readonly Fault[]): void {
  for (const { name, ids, says = /./, url, options, config, breaks } of cases) {
    test(`names ${name} and its cure`, async (t) => {
      const site = await startDoctorSite(config);
      t.after(site.close);
      breaks(site);
      const report = await site.examine(url, options?.(site));
      assert.deepEqual(
        report.findings.map(({ id }) => id),
        ids,
        JSON.stringify(report.findings, null, 1),
      );
      const [first] = report.findings;
      assert.match(`${first?.what} ${first?.cure} ${first?.evidence}`, says);
      const text = JSON.stringify(report);
      assert.doesNotMatch(text, /sk_live_0|hunter2/, 'a secret is repeated');
      assert.doesNotMatch(text, /\{\w+\}/, 'a slot is not filled');
    });
  }
}
