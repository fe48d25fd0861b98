import type { BrowserContext, CDPSession, Page, Request } from 'playwright';

/** Milliseconds after which an action fails. */
const LIMIT = 30_000;
/** The requests that send a message, or create what a message is about. */
const SENDS = /\/prepare_|\/(sign_ups|sign_ins|email_addresses|phone_numbers)\/?(\?|$)/;
const SENT_LIMIT = 5_000;

/** A page behind a link whose latency can be set. It knows which messages are on their way. */
export class Tab {
  readonly page: Page;
  readonly #devTools: CDPSession;
  readonly #sending = new Set<Request>();

  private constructor(page: Page, devTools: CDPSession) {
    this.page = page;
    this.#devTools = devTools;
    page.setDefaultTimeout(LIMIT);
    page.on('request', (request) => SENDS.test(request.url()) && this.#sending.add(request));
    page.on('requestfinished', (request) => this.#sending.delete(request));
    page.on('requestfailed', (request) => this.#sending.delete(request));
  }

  static async open(context: BrowserContext): Promise<Tab> {
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send('Network.enable');
    return new Tab(page, devTools);
  }

  /** Makes each request take longer from now on. @param latency milliseconds */
  async slowDown(latency: number): Promise<void> {
    await this.#devTools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  }

  /** Waits until no request is under way that may send a message. */
  async sent(): Promise<void> {
    const end = performance.now() + SENT_LIMIT;
    while (this.#sending.size && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    this.#sending.clear();
  }
}
