import { messageOf, ready } from './ready.js';

const find = (id) => document.getElementById(id);
const [list, add, status] = ['tasks', 'add', 'status'].map(find);
/** The rows of the list by the ids of their tasks. */
const rows = new Map();
/** The session whose tasks are shown. */
let session;

const clerk = await ready;

add.addEventListener('submit', (event) => {
  event.preventDefault();
  const title = add.elements.title.value;
  void change('POST', '', { title }, () => add.reset());
});

// Called now and at every change, also when another account is chosen in the user button or in another tab.
clerk.addListener(({ session: now, user }) => {
  if (now?.id === session?.id) return;
  session = now;
  clear();
  if (!session) return;
  find('whose').textContent = user.primaryEmailAddress?.emailAddress ?? user.username ?? user.fullName ?? '';
  void change('GET');
});

/** Sends one request with a token of the template. While the session has one that is valid, no new one is fetched. */
async function request(asked, method, path, fields) {
  const token = await asked.getToken({ template: 'tasks' });
  const claims = claimsOf(token);
  if (asked.id === session?.id) showClaims(claims);
  const answer = await fetch(`/api/tasks${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(fields && { body: JSON.stringify(fields) }),
  });
  const body = await answer.json();
  if (!answer.ok) throw { errors: [{ message: body.error }] };
  return { claims, tasks: body.tasks };
}

/** Makes a change, and shows the list as it is then. */
async function change(method, path = '', fields = undefined, done = undefined) {
  const asked = session;
  // The answer may come when another account is shown.
  const isShown = () => asked.id === session?.id;
  let failure = '';
  try {
    if (method !== 'GET') {
      await request(asked, method, path, fields);
      if (isShown()) done?.();
    }
  } catch (error) {
    failure = messageOf(error);
  }
  try {
    const { claims, tasks } = await request(asked, 'GET', '');
    if (isShown()) show(tasks, claims.role === 'authenticated');
  } catch (error) {
    failure ||= messageOf(error);
  }
  if (isShown()) status.textContent = failure;
}

function show(tasks, mayWrite) {
  for (const [id, row] of rows) {
    if (tasks.some((task) => task.id === id)) continue;
    row.remove();
    rows.delete(id);
  }
  for (const task of tasks) {
    if (!rows.has(task.id)) rows.set(task.id, createRow(task.id));
    const row = rows.get(task.id);
    if (!row.isConnected) list.append(row);
    const [box] = row.getElementsByTagName('input');
    box.checked = task.done;
    box.disabled = !mayWrite;
    row.querySelector('span').textContent = mayWrite ? task.title : `${task.title} (${task.author})`;
    for (const [name, verb] of [['rename', 'Rename'], ['delete', 'Delete']]) {
      const button = row.querySelector(`[data-${name}]`);
      button.hidden = !mayWrite;
      button.setAttribute('aria-label', `${verb} ${task.title}`);
    }
  }
  add.hidden = !mayWrite;
  find('hint').textContent = hintFor(tasks, mayWrite);
}

function hintFor(tasks, mayWrite) {
  if (!mayWrite) return 'As support, this account reads the tasks of all accounts, and changes none.';
  return tasks.length ? '' : 'Nothing to do. Add the first task of this account.';
}

function createRow(id) {
  const row = find('row').content.cloneNode(true).firstElementChild;
  const path = `/${id}`;
  const [label, form, rename, remove] = ['.task-title', 'form', '[data-rename]', '[data-delete]'].map((each) =>
    row.querySelector(each),
  );
  const { title } = form.elements;
  const edit = (isEdited) => {
    form.hidden = !isEdited;
    label.hidden = isEdited;
    rename.setAttribute('aria-expanded', String(isEdited));
  };
  label.addEventListener('change', ({ target }) => change('PATCH', path, { done: target.checked }));
  rename.addEventListener('click', () => {
    edit(form.hidden);
    if (form.hidden) return;
    title.value = row.querySelector('span').textContent;
    title.select();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    edit(false);
    rename.focus();
    void change('PATCH', path, { title: title.value });
  });
  form.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    edit(false);
    rename.focus();
  });
  remove.addEventListener('click', () => {
    // The button goes with its row, and the focus must not go with it.
    find('list-title').focus();
    void change('DELETE', path);
  });
  return row;
}

function showClaims(claims) {
  const texts = {
    sub: claims.sub,
    role: claims.role,
    aud: claims.aud,
    exp: `${claims.exp} (${new Date(claims.exp * 1000).toLocaleTimeString()})`,
  };
  const facts = Object.entries(texts).map(([name, text]) => {
    const fact = make('div');
    const [term, value] = [make('dt'), make('dd')];
    term.append(make('code', name));
    value.append(make('code', text));
    fact.append(term, value);
    return fact;
  });
  find('claims').replaceChildren(...facts);
}

/** Nothing of an account stays when another one is shown. */
function clear() {
  rows.clear();
  list.replaceChildren();
  add.reset();
  add.hidden = true;
  find('claims').replaceChildren();
  for (const id of ['whose', 'hint', 'status']) find(id).textContent = '';
}

/** Reads the claims to show them. Whoever relies on them verifies the token. */
function claimsOf(token) {
  const text = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
}

function make(name, text = '') {
  return Object.assign(document.createElement(name), { textContent: text });
}
