import { attempt } from '../../../client/platform/native.ts';
import { requestPage } from '../../../client/platform/request-page.ts';
import { surroundings } from '../../../client/platform/surroundings.ts';
import { askForStep, type StepAnswer } from '../../../protocol/ask-for-step.ts';
import type { RoutedHost } from '../check-routing.ts';
import { fallBackToHash, forgetHash } from './fall-back-to-hash.ts';
import { nameCure } from './name-cure.ts';

/** Paths that this page has asked about. */
const asked = new Set<string>();

/**
 * Tells a developer on the console when the attributes `routing` and `path` of an element do not go together, and when a
 * reload would lose its steps. The commonest first mistake is a site that has a page at `/sign-in` and none at
 * `/sign-in/factor-one`. Then the steps are kept in the hash, where any page keeps them.
 *
 * It asks the site once a page for each path, when the browser is idle. It does not ask where a service worker answers:
 * that one may answer a reload in another way.
 *
 * @param step of the element, which has a URL of its own
 */
export async function checkPathRouting(host: RoutedHost, step: string): Promise<void> {
  const { routing = 'path' } = host;
  if (routing !== 'path' || !host.path) {
    const problem = host.path ? 'does not go with' : 'needs';
    return console.error(`clerk-widgets: routing="${routing}" ${problem} a path attribute.`);
  }
  const path = `/${host.path}`.replace(/\/+/g, '/').replace(/\/$/, '');
  // The path of a sign-up within a sign-in is a step of that one.
  if (host.under || asked.has(path)) return;
  // A page without an origin gets no answer.
  if (surroundings.isSandboxed() || navigator.serviceWorker?.controller) return;
  asked.add(path);
  // The server has every step of its own pages. It leads to the step that is due.
  if (host.clerk?.__internal_getOption('__internal_isHosted')) return;
  await idle();
  const answer = await askForStep(path, step, requestPage);
  if (answer.kind === 'unknown') return;
  if (answer.kind === 'found') return forgetHash(path);
  // Somebody who is signed in may be led away from every page of the form.
  if (answer.kind === 'redirected' && host.clerk?.isSignedIn) return;
  fallBackToHash(host, path, answer.kind === 'missing' && answer.isPathWrong ? loadedPath(path) : path);
  console.error(`clerk-widgets: ${describe(answer, path, step)}`);
  // <clerk-devtools> shows it.
  dispatchEvent(new Event('__clerk_missing_route'));
}

function describe(answer: Exclude<StepAnswer, { kind: 'found' | 'unknown' }>, path: string, step: string): string {
  const now = 'Until then the steps are in the hash, and production is not checked.';
  if (answer.kind === 'redirected') {
    return `a reload at ${path}/${step} is redirected to ${answer.to} and loses the step. Let everybody open ${path} and every path below it, such as "${path}(.*)" in the public routes of a middleware. ${now}`;
  }
  if (answer.isPathWrong) {
    return `path="${path}" has no page. Write the path that the browser shows for the page of this element, with the folder that the site is in. ${now}`;
  }
  return `a reload at ${path}/${step} finds no page with this element. With path routing, the page at ${path} has to be shown for every path below it, too. ${now}\n${nameCure(path)}\nOr write routing="hash", which needs no such page.`;
}

/** Returns the path that the browser has loaded: that of a page which exists, unless it is below `path`. */
function loadedPath(path: string): string {
  const [entry] = performance.getEntriesByType('navigation');
  const loaded = attempt(() => new URL(entry?.name ?? '').pathname);
  return loaded && !loaded.startsWith(`${path}/`) ? loaded : path;
}

function idle(): Promise<unknown> {
  return new Promise((resolve) =>
    Object.hasOwn(globalThis, 'requestIdleCallback') ? requestIdleCallback(resolve) : setTimeout(resolve, 100),
  );
}
