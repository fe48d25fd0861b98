import { busy, ready } from './ready.js';

const find = (id) => document.getElementById(id);
/** What is known of the second browser. Times are the server's, in milliseconds. */
let story;
let isAsking = false;

find('open').addEventListener('click', ({ target }) => busy(target, find('status'), () => ready.then(openSecondBrowser)));
find('revoke').addEventListener('click', ({ target }) => {
  void busy(target, find('status'), async () => {
    const sessions = await clerk.user.getSessions();
    await revoke(sessions.find(({ id }) => id === story.sessionId));
  });
});

// A press before the instance is there waits for it.
const clerk = await ready;
clerk.addListener(({ session }) => {
  find('here-session').textContent = short(session?.id);
  if (session) void listSessions();
});
setInterval(() => {
  showToken('here', clerk.session?.lastActiveToken?.jwt.claims.exp, Date.now());
  void askBoth();
}, 1000);

async function openSecondBrowser() {
  const answer = await fetch('/api/second-browser', { method: 'POST' });
  if (answer.status === 409) {
    return 'Your account asks for a second step, which a browser without a window cannot show. Use a private window.';
  }
  if (!answer.ok) return 'That did not work. Try again in a moment.';
  const first = await answer.json();
  story = { answers: [], sessionId: first.sessionId };
  find('timeline').replaceChildren();
  find('answers').replaceChildren();
  find('there-closed').hidden = true;
  find('there').hidden = false;
  find('revoke').hidden = false;
  find('revoke').focus();
  find('there-session').textContent = short(first.sessionId);
  find('outcome').textContent = 'Both browsers are signed in. Revoke the second one.';
  note(first.now, 'The second browser signed in.');
  show(first);
  await listSessions();
}

/** Each browser sends a request to the demo's API, until the second one is refused. */
async function askBoth() {
  if (!story || story.isOver || isAsking) return;
  isAsking = true;
  try {
    const [here, there] = await Promise.all([
      fetch('/api/me'),
      fetch('/api/second-browser/visit', { method: 'POST' }),
    ]);
    find('here-answer').textContent = here.ok ? '200 OK' : String(here.status);
    if (there.ok) show(await there.json());
  } catch {
    // The server is away. The next second may be better.
  } finally {
    isAsking = false;
  }
}

/** Shows what the second browser was answered. */
function show({ status, reason, refresh, expiresAt, now }) {
  Object.assign(story, { now, seenAt: performance.now() });
  find('there-answer').textContent = status === 200 ? '200 OK' : `${status}: ${reason}`;
  showToken('there', expiresAt, now);
  addAnswer(status);
  if (refresh === 'new token') note(now, 'It asked for its next token, and got one.');
  if (refresh === 'refused' && !story.isRefused) {
    story.isRefused = true;
    note(now, 'It asked for its next token, and was refused.');
  }
  if (story.revokedAt && status === 200) {
    find('outcome').textContent = `Revoked. Its last token works for ${secondsTo(expiresAt, now)}\u00a0s more.`;
  }
  if (status === 401) end(reason, now);
}

function end(reason, now) {
  story.isOver = true;
  note(now, `Its first 401: ${reason}.`);
  const seconds = Math.max(0, Math.round((now - (story.revokedAt ?? now)) / 1000));
  find('outcome').textContent = `Signed out everywhere, ${seconds}\u00a0s after you revoked it.`;
  find('there-closed').hidden = false;
  find('open').textContent = 'Open another one';
}

async function listSessions() {
  const sessions = await clerk.user.getSessions();
  find('sessions').replaceChildren(...sessions.map(row));
}

function row(session) {
  const { browserName, browserVersion, deviceType } = session.latestActivity;
  const isHere = session.id === clerk.session.id;
  const item = make('li');
  const text = make('div');
  const name = [browserName ?? 'A browser', browserVersion?.split('.')[0]].filter(Boolean).join(' ');
  text.append(make('b', name + (deviceType ? ` on ${deviceType}` : '')), make('code', short(session.id)));
  item.append(text);
  if (isHere) item.append(make('span', 'This browser', 'badge'));
  else {
    const button = make('button', 'Revoke', 'button quiet');
    button.type = 'button';
    button.setAttribute('aria-label', `Revoke ${name}, session ${short(session.id)}`);
    button.addEventListener('click', () => busy(button, find('status'), () => revoke(session)));
    item.append(button);
  }
  return item;
}

async function revoke(session) {
  await session.revoke();
  if (story?.sessionId === session.id && !story.isOver) {
    story.revokedAt = story.now + performance.now() - story.seenAt;
    note(story.revokedAt, 'You revoked it from this browser.');
    find('revoke').hidden = true;
  }
  await listSessions();
  // The button that was pressed is gone.
  if (document.activeElement === document.body) find('sessions-title').focus();
}

/** One mark for each request: its shape says what its colour says. */
function addAnswer(status) {
  story.answers.push(status);
  const kind = status === 200 ? (story.revokedAt ? 'late' : 'ok') : 'no';
  find('answers').append(make('span', '', `answer ${kind}`));
  const good = story.answers.filter((each) => each === 200).length;
  find('answers').setAttribute('aria-label', `${good} answers 200, ${story.answers.length - good} answers 401`);
}

function note(at, text) {
  const item = make('li');
  item.append(make('time', new Date(at).toLocaleTimeString()), make('span', text));
  find('timeline').append(item);
}

function showToken(which, expiresAt, now) {
  const left = expiresAt ? secondsTo(expiresAt, now) : 0;
  find(`${which}-left`).textContent = left > 0 ? `${left} s` : 'It has ended';
  find(`${which}-bar`).value = left;
}

function secondsTo(expiresAt, now) {
  return Math.max(0, Math.ceil(expiresAt - now / 1000));
}

function short(id) {
  return id ? `…${id.slice(-8)}` : '';
}

function make(name, text = '', className = '') {
  return Object.assign(document.createElement(name), { textContent: text, className });
}
