import { CHANNEL, PARAMETER, TYPE } from './oauth-return.ts';

const SIZE = 'width=500,height=650';
/** Milliseconds between two looks whether the popup is closed. */
const POLL_MS = 500;
/** Milliseconds in which a closed popup's message may still arrive: it was sent right before the popup closed. */
const LATE_MS = 500;

/** An authorization at an OAuth provider that runs in a popup. */
export interface PopupAuthorization {
  /** Adds to the URL of the page that ends the authorization an unguessable id, by which its message is recognized. */
  markUrl(url: string): string;
  /** Navigates the popup to the provider. */
  go(url: string): void;
  /** Resolves with true when the authorization is over, with false when the popup seems to be closed before that. */
  readonly over: Promise<boolean>;
  /** Resolves when the authorization is over, even after the popup seemed to be closed. */
  readonly returned: Promise<void>;
  close(): void;
}

/**
 * Waits for an authorization in a popup. A provider may separate the popup from the page that opened it (COOP). The
 * popup then looks closed, and its message comes through a channel that only pages of this origin share.
 *
 * @param popup opened by the page when the user pressed a button, because browsers block others
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
  // Accept a message only from the popup itself, on a page of this origin (ASVS 3.5.5).
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
      timer = setTimeout(settle, LATE_MS, false);
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

/** Opens an empty popup; null when the browser blocks it. */
export function openPopup(): Window | null {
  return globalThis.open?.('about:blank', '', SIZE) ?? null;
}

function isReturn(data: unknown, id: string): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const { type, id: given } = data as Record<string, unknown>;
  return type === TYPE && given === id;
}
