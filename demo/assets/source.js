// The source beside each page: tabs, a button that copies, and a disclosure where there is no room for a column.

const WIDE = matchMedia('(min-width: 1100px)');

for (const source of document.querySelectorAll('aside.source')) {
  const list = source.querySelector('[role=tablist]');
  const tabs = [...list.children];
  const panels = [...source.querySelectorAll('.code')];
  list.hidden = false;
  choose(0);
  list.addEventListener('click', ({ target }) => choose(tabs.indexOf(target.closest('[role=tab]'))));
  list.addEventListener('keydown', (event) => {
    const shown = tabs.filter(({ hidden }) => !hidden);
    const to = keyOf(event, shown);
    if (to === undefined) return;
    event.preventDefault();
    choose(tabs.indexOf(shown[to]));
    shown[to].focus();
  });
  for (const panel of panels) {
    panel.setAttribute('role', 'tabpanel');
    const copy = panel.querySelector('[data-copy]');
    copy.hidden = false;
    copy.addEventListener('click', () => copyFrom(panel, copy, source.querySelector('[role=status]')));
  }
  if (source.classList.contains('beside')) {
    const details = source.querySelector('details');
    const follow = () => {
      details.open = WIDE.matches;
    };
    WIDE.addEventListener('change', follow);
    follow();
  }

  function choose(index) {
    if (index < 0) return;
    tabs.forEach((tab, i) => {
      tab.setAttribute('aria-selected', String(i === index));
      tab.tabIndex = i === index ? 0 : -1;
      panels[i].hidden = i !== index;
    });
  }
}

/** Returns the tab that a key leads to. */
function keyOf({ key, currentTarget }, tabs) {
  const at = tabs.indexOf(document.activeElement);
  const forward = getComputedStyle(currentTarget).direction === 'rtl' ? -1 : 1;
  const step = { ArrowRight: forward, ArrowLeft: -forward }[key];
  if (step) return (at + step + tabs.length) % tabs.length;
  return { Home: 0, End: tabs.length - 1 }[key];
}

async function copyFrom(panel, button, status) {
  await navigator.clipboard.writeText(panel.querySelector('code').textContent);
  button.textContent = 'Copied';
  status.textContent = 'Copied';
  setTimeout(() => {
    button.textContent = 'Copy';
    status.textContent = '';
  }, 1500);
}
