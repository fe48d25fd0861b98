import { page } from '../../client/platform/native.ts';

/** What is read of the state that React keeps in the node of each root. */
interface ReactRoot {
  stateNode?: { current?: { memoizedState?: { isDehydrated?: boolean } } };
}

/** Milliseconds between two looks. */
const PAUSE = 10;

/**
 * Waits until React has taken over the HTML that a server has rendered, where it has begun to.
 *
 * The components of Clerk's SDKs read whether Clerk is loaded while they render, and the server rendered them without it.
 * React hydrates a page in several steps, and waits for scripts between them. If Clerk were loaded meanwhile, the rest of
 * the page would differ from its HTML, and React would report that and build the whole page anew.
 */
export async function untilHydrated(): Promise<void> {
  let isBusy = isHydrating();
  while (isBusy) {
    // There is one more pause in the end: the SDK begins to listen to Clerk in an effect, which follows the hydration.
    isBusy = isHydrating();
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function isHydrating(): boolean {
  return [document, ...page.querySelectorAll('body>*')].some((node) =>
    Object.entries(node).some(
      ([name, root]: [string, ReactRoot]) =>
        name.startsWith('__reactContainer$') && root.stateNode?.current?.memoizedState?.isDehydrated === true,
    ),
  );
}
