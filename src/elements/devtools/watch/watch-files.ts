import { attempt, page } from '../../../client/platform/native.ts';
import { createFinding, type Finding, shownUrl } from '../../../protocol/diagnosis/finding.ts';
import { ask } from '../../../client/platform/ask.ts';
import { SERVICES } from './watch-policy.ts';

/**
 * Watches for scripts that the page asks for in vain: files of the package, and those of the bot check and of Google One
 * Tap. Then it asks for the file itself, to tell a wrong address from a blocked one.
 *
 * @param folder URL of the folder of the package's script; undefined when a bundle of the page has it
 * @param found called with each fault
 * @returns stops it
 */
export function watchFiles(folder: string | undefined, found: (finding: Finding) => void): () => void {
  const asked = new Set<string>();
  // Beside a script at the root of a site lie the files of the application.
  const ours =
    folder && (new URL(folder).pathname === '/' ? [`${folder}clerk.js`, `${folder}npm/clerk-widgets@`] : [folder]);
  const isOurs = (url: string) => (ours || []).some((start) => url.startsWith(start)) || SERVICES.test(url);

  const take = (url: string): void => {
    if (!isOurs(url) || asked.has(url)) return;
    asked.add(url);
    void judgeFile(url).then((finding) => finding && found(finding));
  };
  const onError = ({ target }: Event): void => {
    if (target instanceof HTMLScriptElement) take(target.src);
    else if (target instanceof HTMLLinkElement) take(target.href);
  };
  // An import that fails has no event. The browser measures it like every other file.
  const observer = attempt(() => {
    const observing = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
        const isFile = attempt(() => new URL(entry.name).pathname)?.endsWith('.js');
        if (isFile && (entry.responseStatus >= 400 || isEmpty(entry))) take(entry.name);
      }
    });
    observing.observe({ type: 'resource', buffered: true });
    return observing;
  });
  page.addEventListener('error', onError, true);
  return () => {
    page.removeEventListener('error', onError, true);
    observer?.disconnect();
  };
}

/** Nothing came, and the browser says so: other origins show no sizes unless they allow it. */
function isEmpty({ responseStatus, responseStart, transferSize, decodedBodySize }: PerformanceResourceTiming): boolean {
  return responseStatus === 0 && responseStart === 0 && transferSize === 0 && decodedBodySize === 0;
}

/** Asks for a file that did not come. Undefined when it comes now. */
async function judgeFile(url: string): Promise<Finding | undefined> {
  const values = { url: shownUrl(url), host: new URL(url).host };
  const answer = await ask(url);
  if (answer.kind === 'answer') {
    if (answer.status < 400) return undefined;
    const evidence = `${answer.status} ${values.url}`;
    return createFinding('script-missing', { ...values, reason: `status ${answer.status}` }, evidence);
  }
  // The host of another site need not let the page read the file.
  const opaque = await ask(url, { mode: 'no-cors' });
  return opaque.kind === 'answer' ? undefined : createFinding('script-blocked', values, answer.reason);
}
