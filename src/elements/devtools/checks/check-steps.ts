import { native, page } from '../../../client/platform/native.ts';
import { requestPage } from '../../../client/platform/request-page.ts';
import type { ClerkInstance } from '../../../client/types.ts';
import type { Finding } from '../../../protocol/diagnosis/finding.ts';
import { judgeSteps } from '../../../protocol/diagnosis/judge-steps.ts';
import type { Setup } from '../../../protocol/diagnosis/setup.ts';

interface Routed extends Element {
  routing?: string;
  path?: string;
  under?: string;
}

/** Asks the site for a step of each element with path routing, as a reload would. */
export async function checkSteps(
  { pageUrl: { origin } }: Setup,
  clerk: ClerkInstance | undefined,
): Promise<Finding[] | undefined> {
  // A service worker may answer a reload in another way. The server has every step of its own pages.
  if (navigator.serviceWorker?.controller || clerk?.__internal_getOption('__internal_isHosted')) return undefined;
  const elements = [...page.querySelectorAll<Routed>('clerk-sign-in, clerk-sign-up, clerk-user-profile')]
    // The path of a sign-up within a sign-in is a step of that one.
    .filter(({ under }) => !under)
    .map((element) => ({
      tag: native(element).localName,
      routing: element.routing ?? element.getAttribute('routing'),
      path: element.path ?? element.getAttribute('path'),
    }));
  const found = await judgeSteps(elements, origin, requestPage);
  // Somebody who is signed in may be led away from every page of a form.
  return clerk?.isSignedIn ? found?.filter(({ id }) => id !== 'steps-redirected') : found;
}
