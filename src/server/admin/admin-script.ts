/** The script of the admin page. It is the text of the function below, which uses nothing outside itself. */
export function adminScript(): string {
  return `(${comfort.toString()})();\n`;
}

/** Adds comfort to pages that work without it. */
function comfort(): void {
  const SEARCH_WAIT_MS = 250;
  const COPIED_MS = 1500;
  const status = document.querySelector('#status');

  /** Has screen readers say a text, which they do when it changes. */
  const announce = (text: string) => {
    if (!status) return;
    const line = document.createElement('p');
    line.className = 'hidden';
    line.textContent = text;
    status.replaceChildren(line);
  };

  // The result of the last action: readers say what changes, and not what was there from the start.
  const done = status?.querySelector('.done');
  if (status && done) {
    done.remove();
    requestAnimationFrame(() => status.append(done));
    // A reload must not show it again.
    const address = new URL(location.href);
    address.searchParams.delete('done');
    history.replaceState(null, '', address);
  }

  const enhance = (root: ParentNode) => {
    for (const time of root.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
      const local = new Date(time.dateTime).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
      if ('local' in time.dataset) time.textContent = local;
      else time.title = local;
    }
    for (const button of root.querySelectorAll<HTMLElement>('[data-copy]')) button.hidden = false;
    for (const picture of root.querySelectorAll<HTMLImageElement>('img[data-picture]')) {
      const hide = () => picture.classList.add('broken');
      if (picture.complete && picture.naturalWidth === 0) hide();
      picture.addEventListener('error', hide, { once: true });
    }
  };

  const focusError = (root: ParentNode) => {
    const wrong = root.querySelector<HTMLElement>('[aria-invalid="true"]') ?? root.querySelector<HTMLElement>('.alert');
    wrong?.focus();
  };

  const fetchPage = async (url: string) => {
    const answer = await fetch(url, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) throw new Error('not this page');
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  /** Shows the question of another page in a dialog. If that fails, the browser goes to the page. */
  const ask = async (link: HTMLAnchorElement) => {
    try {
      const page = await fetchPage(link.href);
      const question = page.querySelector('form.ask');
      if (!question) throw new Error('no question');
      const dialog = document.createElement('dialog');
      const form = document.adoptNode(question);
      const heading = form.querySelector('h1');
      if (heading) {
        const title = document.createElement('h2');
        title.id = 'question';
        title.textContent = heading.textContent;
        heading.replaceWith(title);
        dialog.setAttribute('aria-labelledby', 'question');
      }
      dialog.append(form);
      document.body.append(dialog);
      enhance(dialog);
      form.querySelector('[data-cancel]')?.addEventListener('click', (event) => {
        event.preventDefault();
        dialog.close();
      });
      dialog.addEventListener('close', () => {
        dialog.remove();
        link.focus();
      });
      dialog.addEventListener('click', (event) => {
        if (event.target === dialog) dialog.close();
      });
      dialog.showModal();
      (
        dialog.querySelector<HTMLElement>('input:not([type=hidden])') ??
        dialog.querySelector<HTMLElement>('[data-cancel]')
      )?.focus();
    } catch {
      location.href = link.href;
    }
  };

  const copy = async (button: HTMLElement) => {
    await navigator.clipboard.writeText(button.dataset.copy ?? '');
    button.dataset.copied = '';
    announce('Copied');
    setTimeout(() => delete button.dataset.copied, COPIED_MS);
  };

  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const target = event.target as Element;
    const button = target.closest<HTMLElement>('[data-copy]');
    if (button) void copy(button).catch(() => undefined);
    const link = target.closest<HTMLAnchorElement>('a[data-ask]');
    if (link) {
      event.preventDefault();
      void ask(link);
    }
  });

  /** Fetches the list for what is typed, and shows it in place of the old one. */
  const search = document.querySelector<HTMLFormElement>('form[data-live]');
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const refresh = async (form: HTMLFormElement) => {
    const mine = ++asked;
    const address = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value !== '') address.searchParams.append(name, String(value));
    const page = await fetchPage(address.href);
    // A newer one is on its way.
    if (mine !== asked) return;
    const fresh = page.querySelector('#results');
    const old = document.querySelector('#results');
    if (!fresh || !old) return;
    old.replaceWith(document.adoptNode(fresh));
    enhance(fresh);
    history.replaceState(null, '', address);
    announce(fresh.querySelector('[data-count]')?.textContent ?? '');
  };
  search?.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      // The list stays as it is, and the button still works.
      void refresh(search).catch(() => undefined);
    }, SEARCH_WAIT_MS);
  });

  // Enter in the field keeps the focus there, from where the arrows lead into the list.
  search?.addEventListener('submit', (event) => {
    if (!document.activeElement?.matches('input[type=search]')) return;
    event.preventDefault();
    clearTimeout(waiting);
    refresh(search).catch(() => search.submit());
  });

  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (event.key === '/' && !isTyping && !event.metaKey && !event.ctrlKey && !event.altKey) {
      const field = document.querySelector<HTMLInputElement>('input[type=search]');
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const inList = target.closest('tbody, input[type=search]');
    if (!inList) return;
    const links = [...document.querySelectorAll<HTMLElement>('tbody th[scope=row] a')];
    const here = links.findIndex((each) => each.closest('tr')?.contains(target));
    const next = links[event.key === 'ArrowDown' ? here + 1 : here - 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  /** Takes the token of a link from the address, so that it does not stay in the history. */
  const signIn = document.querySelector<HTMLFormElement>('#sign-in');
  const key = signIn?.querySelector<HTMLInputElement>('input[name=key]');
  if (signIn && key && location.hash.length > 1) {
    key.value = location.hash.slice(1);
    history.replaceState(null, '', location.pathname);
    const proof = signIn.querySelector<HTMLElement>('#proof');
    if (proof) proof.hidden = true;
    const [title, lead] = [signIn.querySelector('h1'), signIn.querySelector('#lead')];
    if (title) title.textContent = signIn.dataset.linkTitle ?? '';
    if (lead) lead.textContent = signIn.dataset.linkLead ?? '';
    signIn.querySelector<HTMLElement>('button')?.focus();
  } else if (key) {
    key.focus();
  }

  // A form that is sent twice would do its work twice.
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== 'post') return;
    if ('sent' in form.dataset) return event.preventDefault();
    form.dataset.sent = '';
  });
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLElement>('form[data-sent]')) delete form.dataset.sent;
  });

  // On a narrow screen the tab of the page may be outside.
  document.querySelector('.tabs [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  enhance(document);
  focusError(document);
}
