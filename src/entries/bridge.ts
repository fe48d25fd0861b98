import { Clerk } from '../client/clerk.ts';
import { createMembers } from '../client/members/members.ts';
import { address } from '../client/platform/address.ts';
import { native, ownGlobal, page } from '../client/platform/native.ts';
import type { ClerkStatus, LoadOptions } from '../client/types.ts';
import { setDefaultInstance } from '../elements/base/default-instance.ts';
import { hasSessionCookie } from '../elements/base/has-session-cookie.ts';
import { TAGS } from '../elements/modal/component.ts';
import { MODAL_STATE } from '../elements/modal/modal-parameter.ts';
import { ClerkUI } from './browser/clerk-ui.ts';
import { importElement } from './browser/import-element.ts';
import { instanceData } from './browser/instance-data.ts';
import { ownText } from './browser/own-text.ts';
import { elementHere } from './browser/page-here.ts';
import { sdkControls } from './browser/sdk-controls.ts';
import { untilHydrated } from './browser/until-hydrated.ts';
import { usePreloadedUi } from './browser/use-preloaded-ui.ts';
import { watchTags } from './browser/watch-tags.ts';

/** A promise of code that waits for Clerk, such as `getToken` of Clerk's SDKs. */
interface Ready {
  __resolve?(clerk: Clerk): void;
  __reject?(error: unknown): void;
}

// Set window.Clerk only once, even if the page loads the script twice.
if (!ownGlobal('Clerk')) start();

/**
 * `dist/clerk.browser.js`, in place of the file that Clerk's SDKs load. It leaves `window.Clerk`, and requests nothing of
 * the API before an SDK calls `load()`. What SDKs need at once is in the file.
 */
function start(): void {
  const { currentScript } = page;
  const script = currentScript instanceof HTMLScriptElement ? currentScript : undefined;
  const data: DOMStringMap = script?.dataset ?? {};
  const own = instanceData?.publishableKey;
  const key = data['clerkPublishableKey'] || ownText('__clerk_publishable_key') || own || '';
  let clerk: Clerk;
  try {
    clerk = new Clerk(key, {
      proxyUrl: data['clerkProxyUrl'] || ownText('__clerk_proxy_url') || undefined,
      domain: data['clerkDomain'] || ownText('__clerk_domain') || undefined,
      // An application in transition may name this script, and still have the key of another instance.
      environment: unpadded(key) === unpadded(own) ? instanceData?.environment : undefined,
      environmentCredentials: own || script?.crossOrigin === 'anonymous' ? 'same-origin' : 'include',
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    readyPromise()?.__reject?.(error);
    return;
  }
  // The elements need both. The README lists the browsers that have them.
  if (!(page.adoptedStyleSheets && CSS.supports('color:color-mix(in srgb,red,red)'))) {
    return void import('./browser/start-trouble.ts').then((m) => m.sayTooOld(clerk, undefined));
  }
  clerk.__internal_updateProps({
    options: {
      __internal_note: () => import('../elements/notes/show-note.ts').then((m) => m.showNote(clerk)),
    } as object,
  });
  clerk.__internal_setComponents(sdkControls(clerk));
  setDefaultInstance(clerk);
  // They are in this file, so every later script finds them.
  clerk.__internal_addMembers(createMembers);
  clerk.__internal_needMembers = () => Promise.resolve();
  preload(elementHere(clerk));
  clerk.load = (options) => {
    Reflect.deleteProperty(clerk, 'load');
    return load(clerk, options);
  };
  clerk.on('status', (status) => tellReady(clerk, status), { notify: true });
  window.Clerk = clerk;
  // With it, an SDK does not request the script of the screens.
  if (!ownGlobal('__internal_ClerkUICtor')) Object.assign(globalThis, { __internal_ClerkUICtor: ClerkUI });
  if (script) usePreloadedUi(script);
}

/** Loads Clerk for an SDK. An SDK mounts its screens when this is done, so their code comes meanwhile. */
function load(clerk: Clerk, options: LoadOptions = {}): Promise<void> {
  // Clerk's SDKs lead to the home page of the application, which need not have a page for the forms.
  const { afterSignOutUrl = '/', sdkMetadata } = options;
  const loading = clerk.load(sdkMetadata ? { ...options, afterSignOutUrl } : options);
  // Who is signed in is mostly shown in a user button.
  preload(hasSessionCookie() ? 'clerk-user-button' : elementHere(clerk, options));
  for (const place of page.querySelectorAll('[data-clerk-component]')) {
    const name = native(place).getAttribute('data-clerk-component') as keyof typeof TAGS;
    if (Object.hasOwn(TAGS, name)) preload(TAGS[name]);
  }
  // The page may have elements of this package as well.
  watchTags(importElement, undefined, () => {});
  if (address.search.includes(MODAL_STATE)) {
    import('../elements/mount/reopen-dialog.ts').then((m) => m.reopenDialog(clerk));
  }
  return loading.then(untilHydrated);
}

/** Loads the code of an element that will be needed. If that fails, it is tried again when the element is there. */
function preload(tag: string | undefined): void {
  if (tag) importElement(tag).catch(() => {});
}

function tellReady(clerk: Clerk, status: ClerkStatus): void {
  if (clerk.loaded) readyPromise()?.__resolve?.(clerk);
  else if (status === 'error') readyPromise()?.__reject?.(new Error('Clerk could not be loaded.'));
}

function readyPromise(): Ready | undefined {
  return ownGlobal('__clerk_internal_ready') as Ready | undefined;
}

function unpadded(key: string | undefined): string | undefined {
  return key?.replace(/=+$/, '');
}
