// The parts of the enrol page.

export function text(content) {
  return Object.assign(document.createElement('p'), { textContent: content });
}

export function problem() {
  const line = Object.assign(document.createElement('p'), { className: 'problem' });
  line.setAttribute('role', 'alert');
  return line;
}

export function field(label, name, attributes = {}) {
  const element = document.createElement('label');
  const input = document.createElement('input');
  for (const [key, value] of Object.entries({ name, required: '', ...attributes })) input.setAttribute(key, value);
  element.append(label, input);
  return element;
}

/** Makes a button; without `run` it submits its form. */
export function button(label, run) {
  const element = Object.assign(document.createElement('button'), { className: 'button quiet', textContent: label });
  element.type = run ? 'button' : 'submit';
  if (run) element.addEventListener('click', run);
  return element;
}

export function form(parts, send) {
  const element = Object.assign(document.createElement('form'), { method: 'post' });
  element.append(...parts.filter(Boolean));
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(Object.fromEntries(new FormData(element)));
  });
  return element;
}

export function codes(all) {
  const element = document.createElement('p');
  element.className = 'codes';
  element.append(...all.map((code) => Object.assign(document.createElement('span'), { textContent: code })));
  return element;
}

/** Lets an address that is wider than its line break before the domain. */
function name(content) {
  const element = document.createElement('span');
  const [first, ...rest] = content.split(/(?<=@)/);
  element.append(first, ...rest.flatMap((part) => [document.createElement('wbr'), part]));
  return element;
}

export function list(items, describe) {
  if (items.length === 0) return undefined;
  const element = document.createElement('ul');
  for (const item of items) {
    const row = document.createElement('li');
    const parts = describe(item).filter(Boolean);
    row.append(...parts.map((part) => (typeof part === 'string' ? name(part) : part)));
    // "Remove" alone does not say what it removes.
    for (const each of row.querySelectorAll('button')) each.setAttribute('aria-description', parts[0]);
    element.append(row);
  }
  return element;
}
