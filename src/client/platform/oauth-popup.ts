/** Query parameter that tells a page it is the end of a visit in a window of its own. */
const PARAMETER = '__clerk_popup';
const TYPE = 'clerk:oauth-return';
const CHANNEL = 'clerk:popup';
const SIZE = 'width=500,height=650';
const POLL_MS = 500;

/** A visit to a provider in a window of its own. */
export interface PopupAuthorization {
  /** The page that ends the visit, told apart by a number that nobody guesses. */
  markUrl(url: string): string;
  /** Sends the window to the provider. */
  go(url: string): void;
  /** Resolves with true when the visit is over, with false when the window seems to be closed before. */
  readonly over: Promise<boolean>;
  /** Resolves when the visit is over, also after the window seemed to be closed. */
  readonly returned: Promise<void>;
  close(): void;
}

/**
 * Opens a visit in a window. Providers may cut the window off from the page that opened it (COOP); it then looks
 * closed, and its message comes by way of a channel that only pages of this origin share.
 *
 * @param popup opened by the page at the press of a button, or browsers block it
 * @param signal ends the waiting
 */
export function openPopupAuthorization(popup: Window, signal: AbortSignal): PopupAuthorization {
  const id = crypto.randomUUID();
  const channel = new BroadcastChannel(CHANNEL);
  let timer: ReturnType<typeof setInterval> | undefined;
  let resolve = () => {};
  const returned = new Promise<void>((settle) => {
    resolve = settle;
  });
  const stop = () => {
    clearInterval(timer);
    removeEventListener('message', hear);
    channel.close();
  };
  const take = (data: unknown) => {
    if (!isReturn(data, id)) return;
    stop();
    resolve();
  };
  /** Only the window that was opened, on a page of this origin, is believed (ASVS 3.5.5). */
  const hear = ({ origin, source, data }: MessageEvent) => {
    if (origin === location.origin && source === popup) take(data);
  };
  addEventListener('message', hear);
  channel.addEventListener('message', ({ data }) => take(data));
  signal.addEventListener('abort', stop);
  const closed = new Promise<boolean>((settle) => {
    timer = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(timer);
      settle(false);
    }, POLL_MS);
    signal.addEventListener('abort', () => settle(false));
  });
  return {
    markUrl(url) {
      const marked = new URL(url);
      marked.searchParams.set(PARAMETER, id);
      return marked.href;
    },
    go: (url) => popup.location.replace(url),
    over: Promise.race([returned.then(() => true), closed]),
    returned,
    close: () => popup.close(),
  };
}

/** Opens an empty window for a visit; null when the browser does not let us. */
export function openPopup(): Window | null {
  return globalThis.open?.('about:blank', '', SIZE) ?? null;
}

/**
 * At the end of a visit in a window of its own: tells the page that opened it, and closes the window.
 *
 * @returns false when this page is no such end, and has to go on by itself
 */
export function announceReturn(): boolean {
  const id = new URLSearchParams(globalThis.location?.search).get(PARAMETER);
  if (!id) return false;
  const message = { type: TYPE, id };
  const channel = new BroadcastChannel(CHANNEL);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it is this origin's
  channel.postMessage(message);
  channel.close();
  (window.opener as Window | null)?.postMessage(message, location.origin);
  window.close();
  return true;
}

function isReturn(data: unknown, id: string): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const { type, id: given } = data as Record<string, unknown>;
  return type === TYPE && given === id;
}
