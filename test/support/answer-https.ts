import type { Page } from 'playwright';

/**
 * Answers what a page asks of other hosts over HTTPS. Routes of Playwright would stop each request of the page, those to
 * the server on this machine, too, and take its HTTP cache away.
 */
export async function answerHttps(
  page: Page,
  answer: (url: URL) => { contentType: string; body: string },
): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  cdp.on('Fetch.requestPaused', ({ requestId, request }) => {
    const { contentType, body } = answer(new URL(request.url));
    const responseHeaders = [
      { name: 'Content-Type', value: contentType },
      { name: 'Access-Control-Allow-Origin', value: '*' },
    ];
    const response = { responseCode: 200, responseHeaders, body: Buffer.from(body).toString('base64') };
    // A page that is closed meanwhile needs no answer.
    cdp.send('Fetch.fulfillRequest', { requestId, ...response }).catch(() => undefined);
  });
  await cdp.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }] });
}
