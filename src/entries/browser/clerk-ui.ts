import { VERSION } from '../../protocol/version.ts';

type Nothing = () => void;

/** What a `Clerk` of another maker calls to show a screen. */
interface Screens {
  mountComponent: Nothing;
  unmountComponent: Nothing;
  updateProps: Nothing;
  openModal: Nothing;
  closeModal: Nothing;
  openDrawer: Nothing;
  closeDrawer: Nothing;
  prefetch: Nothing;
  mountImpersonationFab: Nothing;
}

/**
 * What Clerk's SDKs hand to `load()` as `ui.ClerkUI`. The `Clerk` of this package has its screens already, and never makes
 * an instance. Clerk's own clerk-js does: it gets screens that stay empty, and the console says why.
 */
export class ClerkUI {
  static readonly version = VERSION;
  readonly version = VERSION;

  async ensureMounted(): Promise<Screens> {
    console.error(
      "clerk-widgets: these screens work with the clerk-js of the same server. The page has loaded Clerk's own, so they show nothing. Remove __internal_clerkJSUrl, or name the URLs of both scripts.",
    );
    const nothing: Nothing = () => {};
    return {
      mountComponent: nothing,
      unmountComponent: nothing,
      updateProps: nothing,
      openModal: nothing,
      closeModal: nothing,
      openDrawer: nothing,
      closeDrawer: nothing,
      prefetch: nothing,
      mountImpersonationFab: nothing,
    };
  }
}
