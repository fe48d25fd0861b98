import { Clerk } from '../client/clerk.ts';
import { ownGlobal, page } from '../client/platform/native.ts';
import { setDefaultInstance } from '../elements/base/default-instance.ts';
import { lazyControls } from './browser/lazy-controls.ts';
import { watchTags } from './browser/watch-tags.ts';

/** One import per chunk: the bundler makes each a file beside clerk.js. */
const CHUNKS: Record<string, () => Promise<unknown>> = {
  'clerk-sign-in': () => import('./elements/sign-in.ts'),
  'clerk-sign-up': () => import('./elements/sign-up.ts'),
  'clerk-user-button': () => import('./elements/user-button.ts'),
  'clerk-user-profile': () => import('./elements/user-profile.ts'),
  'clerk-signed-in': () => import('./elements/gates.ts'),
  'clerk-signed-out': () => import('./elements/gates.ts'),
  'clerk-redirect-to-sign-in': () => import('./elements/gates.ts'),
};

/** What stands on the tag as `data-clerk-…`. All but the first four are options of `load`. */
const KNOWN =
  /^clerk(PublishableKey|Domain|Preload|(Proxy|(After(MultiSessionSingle)?SignOut)|Sign(In|Up)((Force|Fallback)Redirect)?)Url|SupportEmail)$/;

declare global {
  interface Window {
    Clerk?: Clerk;
  }
}

/** What somebody waits with who has put the script into the page. */
interface Ready {
  __resolve?(): void;
  __reject?(error: unknown): void;
}

// The bundle assigns window.Clerk once, even when the script is loaded twice.
if (!ownGlobal('Clerk')) start();

function start(): void {
  const { currentScript } = page;
  const script = currentScript instanceof HTMLScriptElement ? currentScript : undefined;
  const data = script?.dataset ?? {};
  const ready = ownGlobal('__clerk_internal_ready') as Ready | undefined;
  let clerk: Clerk;
  try {
    clerk = new Clerk(data.clerkPublishableKey ?? ownText('__clerk_publishable_key') ?? '', {
      proxyUrl: data.clerkProxyUrl ?? ownText('__clerk_proxy_url'),
      domain: data.clerkDomain ?? ownText('__clerk_domain'),
      // Browsers keep connections with and without credentials apart. This script came over one without them; the
      // environment needs none, so it is asked for over the same one.
      environmentCredentials: script?.crossOrigin === 'anonymous' ? 'same-origin' : 'include',
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    ready?.__reject?.(error);
    return;
  }
  // What the elements cannot do without: README names the browsers.
  if (!(page.adoptedStyleSheets && CSS.supports('color:color-mix(in srgb,red,red)'))) {
    return void import('./browser/start-trouble.ts').then((m) => m.sayTooOld(clerk, data.clerkSignInUrl));
  }
  const options: Record<string, string | undefined> = {};
  for (const name in data) {
    if (KNOWN.test(name)) options[name.charAt(5).toLowerCase() + name.slice(6)] = data[name];
    else if (name.startsWith('clerk')) import('./browser/start-trouble.ts').then((m) => m.unknownAttribute(name));
  }
  clerk.__internal_updateProps({ options });
  clerk.__internal_setComponents(
    lazyControls(async () => (await import('../elements/mount/mount-controls.ts')).createMountControls(clerk)),
  );
  window.Clerk = clerk;
  setDefaultInstance(clerk);
  watchTags(CHUNKS, data.clerkPreload, () => void clerk.__internal_ensureLoaded().catch(() => {}));
  ready?.__resolve?.();
}

/** What the page's own script says of the instance, where the tag does not. */
function ownText(name: string): string | undefined {
  const value = ownGlobal(name);
  return typeof value === 'string' ? value : undefined;
}
