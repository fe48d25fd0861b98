/** The script of the inbox page. It is the text of the function below, which uses nothing outside itself. */
export function inboxScript(): string {
  return `(${keepInboxCurrent.toString()})();\n`;
}

/** Fetches the page every two seconds while it is visible, and adds the new messages to the list. */
function keepInboxCurrent(): void {
  const EVERY_MS = 2000;
  const list = document.querySelector('#messages');
  const empty = document.querySelector<HTMLElement>('#empty');

  const localTimes = (root: ParentNode) => {
    for (const time of root.querySelectorAll('time')) {
      time.textContent = new Date(time.dateTime).toLocaleTimeString();
    }
  };

  const refresh = async () => {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const known = new Set([...(list?.children ?? [])].map((item) => item.getAttribute('data-id')));
    const items = [...page.querySelectorAll('#messages > li')];
    // Leaves the old messages alone, so that a selection or the focus in them stays.
    for (const item of items.toReversed()) {
      if (known.has(item.getAttribute('data-id'))) continue;
      localTimes(item);
      list?.prepend(document.adoptNode(item));
    }
    if (empty) empty.hidden = (list?.children.length ?? 0) > 0;
  };

  const copy = async (button: HTMLElement) => {
    await navigator.clipboard.writeText(button.dataset.code ?? '');
    button.dataset.copied = '';
    setTimeout(() => delete button.dataset.copied, 1200);
  };

  localTimes(document);
  list?.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-code]');
    if (button) void copy(button).catch(() => undefined);
  });
  setInterval(() => {
    // While the server restarts a request fails, and the next one may succeed.
    if (document.visibilityState === 'visible') void refresh().catch(() => undefined);
  }, EVERY_MS);
}
