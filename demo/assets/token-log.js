import { arrived } from './ready.js';

const clerk = await arrived;
const log = document.getElementById('log');
let last;

clerk.on('status', (status) => note(`status: ${status}`), { notify: true });
clerk.addListener(({ user, session }) => {
  const token = session?.lastActiveToken?.jwt.claims.jti;
  const now = { session: session?.id, user: user?.updatedAt.getTime(), token };
  note(`listener: ${user ? (user.firstName ?? user.id) : 'signed out'}${changesSince(last, now)}`);
  last = now;
});

/** Names what is new. A listener is called at every change of the client, also of parts that are not listed here. */
function changesSince(before, now) {
  const changed = Object.keys(now).filter((name) => before && before[name] !== now[name]);
  return changed.length ? `, new ${changed.join(', ')}` : '';
}

function note(text) {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date().toLocaleTimeString();
  item.append(time, Object.assign(document.createElement('span'), { textContent: text }));
  log.prepend(item);
}
