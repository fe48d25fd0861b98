// The choices of the board. The address has those that differ from the first choice, so that each is a link.

const board = document.querySelector('#board');
const FIRST = {
  dressing: 'default',
  scheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  strategy: 'append',
  place: 'property',
};

/** Checks the controls that the address names, and follows the visitor's choices from then on. */
export function followChoices(show) {
  const query = new URLSearchParams(location.search);
  for (const name of Object.keys(FIRST)) choose(name, query.get(name));
  const changed = () => show(choices());
  // The controls above the form are beside the rail.
  board.parentElement.addEventListener('change', ({ target }) => {
    if (target.form !== board) return;
    if (target.name === 'dressing') showInRail(target);
    changed();
    write(choices());
  });
  for (const label of document.querySelectorAll('.board label:has([type=radio])')) keepFocus(label);
  changed();
}

function choices() {
  const named = (name) => board.elements[name].value;
  const dressing = board.querySelector(`[value=${named('dressing')}]`);
  const { inCss, replaces } = dressing.dataset;
  // Only tokens can be set in CSS, and only what has classes, objects or components can replace the default look.
  allow('place', 'css', inCss !== undefined);
  allow('strategy', 'replace', replaces !== undefined);
  const chosen = Object.fromEntries(Object.keys(FIRST).map((name) => [name, named(name)]));
  const place = { property: 'as a property of the element', provider: 'on the instance', css: 'in a style sheet' };
  const strategy = { append: '', replace: ', in place of the default look' };
  const caption = `${dressing.parentElement.textContent}, ${place[chosen.place]}${strategy[chosen.strategy]}.`;
  return { ...chosen, caption, hasSheet: dressing.dataset.sheet !== undefined };
}

function choose(name, value) {
  const radios = [...board.elements[name]];
  const radio = radios.find((each) => each.value === value) ?? radios.find((each) => each.value === FIRST[name]);
  radio.checked = true;
  if (name === 'dressing') showInRail(radio);
}

/** On a narrow page the rail scrolls sideways. */
function showInRail(radio) {
  const [label, rail] = [radio.parentElement, board].map((each) => each.getBoundingClientRect());
  board.scrollLeft += label.left + label.width / 2 - (rail.left + rail.width / 2);
}

function allow(name, value, isAllowed) {
  const radio = [...board.elements[name]].find((each) => each.value === value);
  radio.disabled = !isAllowed;
  if (radio.checked && !isAllowed) choose(name, undefined);
}

function write(chosen) {
  const url = new URL(location.href);
  for (const name of Object.keys(FIRST)) {
    if (chosen[name] === FIRST[name]) url.searchParams.delete(name);
    else url.searchParams.set(name, chosen[name]);
  }
  history.replaceState(history.state, '', url);
}

/** A click on a choice leaves the focus in the field of the form that has it. */
function keepFocus(label) {
  const isTyping = () => document.activeElement?.closest('clerk-sign-in');
  label.addEventListener('mousedown', (event) => {
    if (isTyping()) event.preventDefault();
  });
  label.addEventListener('click', (event) => {
    if (!isTyping() || event.target.matches('input')) return;
    event.preventDefault();
    const radio = label.querySelector('input');
    if (radio.disabled || radio.checked) return;
    radio.checked = true;
    radio.dispatchEvent(new Event('change', { bubbles: true }));
  });
}
