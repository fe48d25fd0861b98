import { messageOf, ready } from './ready.js';

const clerk = await ready;
const plain = document.getElementById('plain');
const form = plain.querySelector('form');
const { firstName } = form.elements;
const status = form.querySelector('[role=status]');

// The app in plain HTML.
let saved;
clerk.addListener(({ user }) => {
  // Other news of the user must not overwrite a name that is being typed. The next user finds nothing of it.
  if (user?.firstName === saved) return;
  saved = user?.firstName;
  firstName.value = saved ?? '';
  if (user) plain.querySelector('.panel-hello').textContent = `Hello, ${saved || 'stranger'}`;
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  status.textContent = '';
  try {
    await clerk.user.update({ firstName: firstName.value });
    status.textContent = 'Saved.';
  } catch (error) {
    status.textContent = messageOf(error);
  }
});
plain.addEventListener('clerk-action', () => firstName.focus());
document.getElementById('plain-profile').addEventListener('click', () => clerk.openUserProfile());

// Who heard of a change, and when: the greeting of each app changes as soon as its framework has rendered.
const heard = document.getElementById('heard');
const shown = new Map();
let change = { text: '', from: 0, seen: new Map() };
new MutationObserver(() => {
  const now = performance.now();
  for (const panel of document.querySelectorAll('.panel')) {
    const text = panel.querySelector('.panel-hello')?.textContent.trim();
    const title = panel.querySelector('.panel-title').textContent.trim();
    if (!text || shown.get(title) === text) continue;
    const isFirst = !shown.has(title);
    shown.set(title, text);
    if (isFirst) continue;
    if (text !== change.text) change = { text, from: now, seen: new Map() };
    change.seen.set(title, now - change.from);
    draw();
  }
}).observe(document.querySelector('.panels'), { subtree: true, childList: true, characterData: true });

function draw() {
  document.getElementById('heard-none').hidden = true;
  heard.hidden = false;
  heard.replaceChildren(
    ...Array.from(change.seen, ([title, ms]) => {
      const row = document.createElement('div');
      const time = document.createElement('dd');
      time.textContent = ms === 0 ? 'first' : `${Math.max(1, Math.round(ms))} ms`;
      row.append(Object.assign(document.createElement('dt'), { textContent: title }), time);
      return row;
    }),
  );
}
