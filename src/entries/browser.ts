import { Clerk } from '../client/clerk.ts';
import { usesDevBrowser } from '../protocol/api-address.ts';
import { address } from '../client/platform/address.ts';
import { ownGlobal, page } from '../client/platform/native.ts';
import { MODAL_STATE } from '../elements/modal/modal-parameter.ts';
import { setDefaultInstance } from '../elements/base/default-instance.ts';
import { wantedLanguage } from '../elements/base/language/wanted-language.ts';
import { importElement } from './browser/import-element.ts';
import { instanceData } from './browser/instance-data.ts';
import { lazyControls } from './browser/lazy-controls.ts';
import { ownText } from './browser/own-text.ts';
import { watchTags } from './browser/watch-tags.ts';
import { whenSettled } from './browser/when-settled.ts';

/**
 * The `data-clerk-…` attributes of the tag, as properties of its dataset. All but the first five are options of `load`.
 */
const KNOWN =
  /^clerk(PublishableKey|Domain|Preload|Load|(Proxy|Waitlist|After(MultiSessionSingle)?SignOut|Sign(In|Up)((Force|Fallback)Redirect)?)Url|SupportEmail|SelectSession|OfferPasskey)$/;

declare global {
  interface Window {
    Clerk?: Clerk;
  }
}

/** A promise of the code that added the script to the page. */
interface Ready {
  __resolve?(): void;
  __reject?(error: unknown): void;
}

// Set window.Clerk only once, even if the page loads the script twice.
if (!ownGlobal('Clerk')) start();

function start(): void {
  const { currentScript } = page;
  const script = currentScript instanceof HTMLScriptElement ? currentScript : undefined;
  if (!script) console.error('clerk-widgets: load the script by a script tag without type="module".');
  const data = script?.dataset ?? {};
  const ready = ownGlobal('__clerk_internal_ready') as Ready | undefined;
  let clerk: Clerk;
  try {
    const given = data.clerkPublishableKey ?? ownText('__clerk_publishable_key') ?? keyOf(data.clerkFrontendApi);
    const own = instanceData?.publishableKey;
    clerk = new Clerk(own ?? given ?? '', {
      proxyUrl: data.clerkProxyUrl ?? ownText('__clerk_proxy_url') ?? (own && folderOf(script)),
      domain: data.clerkDomain ?? ownText('__clerk_domain'),
      environment: instanceData?.environment,
      // Browsers keep separate connections for requests with and without credentials. The environment needs none, so
      // it uses the connection of the script if that was loaded without. Where the script brings it, the page asks
      // only to read why it is refused, which it may read without credentials alone.
      environmentCredentials: own || script?.crossOrigin === 'anonymous' ? 'same-origin' : 'include',
    });
    if (own && given && given !== own) import('./browser/start-trouble.ts').then((m) => m.compareKeys(given, own));
  } catch (error) {
    ready?.__reject?.(error);
    return void import('./browser/start-trouble.ts').then((m) => m.sayBroken(error));
  }
  // The elements need both. The README lists the browsers that have them.
  if (!(page.adoptedStyleSheets && CSS.supports('color:color-mix(in srgb,red,red)'))) {
    return void import('./browser/start-trouble.ts').then((m) => m.sayTooOld(clerk, data.clerkSignInUrl));
  }
  const options: Record<string, unknown> = {
    __internal_note: () => import('../elements/notes/show-note.ts').then((m) => m.showNote(clerk)),
  };
  for (const name in data) {
    if (KNOWN.test(name)) options[name.charAt(5).toLowerCase() + name.slice(6)] = data[name];
    else if (name.startsWith('clerk')) import('./browser/start-trouble.ts').then((m) => m.unknownAttribute(name));
  }
  clerk.__internal_updateProps({ options });
  clerk.__internal_setComponents(
    lazyControls(async () => (await import('../elements/mount/mount-controls.ts')).createMountControls(clerk)),
  );
  window.Clerk = clerk;
  if (address.search.includes(MODAL_STATE)) {
    import('../elements/mount/reopen-dialog.ts').then((m) => m.reopenDialog(clerk));
  }
  setDefaultInstance(clerk);
  // The elements ask for it when they are here. It comes along with them instead of after them.
  if (wantedLanguage(page.documentElement) !== 'en') import('../elements/base/language/speak.ts').catch(() => {});
  let isBegun = false;
  const load = () => {
    if (!isBegun) clerk.__internal_ensureLoaded().catch(() => {});
    isBegun = true;
  };
  const watch = () =>
    watchTags(importElement, data.clerkPreload, (tag) => {
      load();
      // The others need less to be shown.
      if (tag === 'clerk-user-profile') clerk.__internal_expectSessions();
    });
  if (data.clerkLoad === 'manual') {
    // The elements wait as well, so that they begin with the options of the page's call.
    clerk.load = (options) => {
      Reflect.deleteProperty(clerk, 'load');
      const loading = clerk.load(options);
      watch();
      return loading;
    };
  } else {
    watch();
    whenSettled(load);
  }
  ready?.__resolve?.();
}

/** Returns the publishable key of a host, which the oldest pages have in its place. */
function keyOf(frontendApi: string | undefined): string | undefined {
  if (!frontendApi) return undefined;
  return `pk_${usesDevBrowser(frontendApi) ? 'test' : 'live'}_${btoa(`${frontendApi}$`).split('=')[0]}`;
}

/**
 * Returns the URL of the folder that a script came from. The server answers there what it answers at its root. The
 * attribute counts, not the property: a `<base>` may have come after the script began.
 */
function folderOf(script: HTMLScriptElement | undefined): string | undefined {
  const src = script?.getAttribute('src');
  return src ? new URL('.', new URL(src, location.href)).href : undefined;
}
