import type { FormAnswer } from '../../src/ssr/flow/flow-request.ts';
import type { TestInstance } from './instance.ts';
import { ScriptlessVisitor } from './scriptless-visitor.ts';
import type { TestBrowser } from './test-browser.ts';

/** Where the pages of the server are. */
export const HOST = 'https://clerk.example.com';

/** A browser without scripts on the pages of the server itself, through all of its HTTP. */
export class HostedVisitor extends ScriptlessVisitor {
  /** Headers of the last page. */
  headers = new Headers();

  constructor(instance: TestInstance, browser: TestBrowser = instance.browser({ origin: HOST })) {
    super(instance, browser, HOST);
  }

  protected override async ask(url: URL, form: URLSearchParams | undefined): Promise<FormAnswer> {
    const response = await this.browser.fetch(url.href, {
      redirect: 'manual',
      ...(form && { method: 'POST', body: form }),
    });
    const { headers, status } = response;
    this.headers = headers;
    const location = headers.get('location') ?? /^0; url=(.*)/.exec(headers.get('refresh') ?? '')?.[1];
    if (location) return { redirect: location };
    const retryAfter = Number(headers.get('retry-after')) || undefined;
    const html = await response.text();
    return { status, title: '', style: '', html, ...(retryAfter && { retryAfter }) };
  }
}
