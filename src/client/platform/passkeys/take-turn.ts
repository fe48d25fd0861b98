let ongoing: AbortController | undefined;

/**
 * Ends the ceremony that is under way, since a browser runs one at a time: a request that waits behind a text field
 * would refuse the dialog of a button.
 *
 * @param outer ends the new ceremony too
 * @returns the signal of the new ceremony
 */
export function takeTurn(outer?: AbortSignal): AbortSignal {
  ongoing?.abort();
  const mine = new AbortController();
  ongoing = mine;
  if (outer?.aborted) mine.abort(outer.reason);
  outer?.addEventListener('abort', () => mine.abort(outer.reason), { once: true, signal: mine.signal });
  return mine.signal;
}
