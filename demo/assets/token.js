import { busy, ready } from './ready.js';

const clerk = await ready;

/** What each part of a session token is for. */
const MEANINGS = {
  alg: 'The signature algorithm. A verifier takes the one of the key, whatever is written here.',
  cat: 'The kind of token, so that no other JWT of this issuer passes for a session.',
  kid: 'Which of the published keys signed it.',
  typ: 'A JSON Web Token.',
  oiat: 'When this kind of token was first issued: of two, the later one is newer.',
  azp: 'The origin of the page that asked for it. A server accepts its own pages alone.',
  exp: 'From this second on it is refused.',
  fva: 'Minutes since the first and the second factor were proved; -1 is never.',
  iat: 'When it was issued.',
  iss: 'Who issued it: this instance.',
  jti: 'Its own number.',
  nbf: 'Not valid before. A clock that is a little behind does no harm.',
  sid: 'The session.',
  sts: 'The state of the session.',
  sub: 'The user.',
  v: 'The version of these claims.',
};
const TIMES = new Set(['exp', 'iat', 'nbf', 'oiat']);
const COOKIES = {
  __session: 'The token above. Your server reads it from the request.',
  __client_uat: 'When somebody signed in here last. A server sees by it that a token is out of date.',
  clerk_active_context: 'Which session the tab in front shows.',
};
const find = (id) => document.getElementById(id);
let shown;

clerk.addListener(show);
setInterval(show, 1000);
find('skip').addEventListener('click', ({ target }) => {
  void busy(target, find('skip-status'), async () => {
    await clerk.session.getToken({ skipCache: true });
    show();
    return 'You have a new one.';
  });
});

/** Shows the token that the session has now. */
function show() {
  const token = clerk.session?.lastActiveToken?.getRawString();
  if (!token) return;
  const [header, claims] = token.split('.').slice(0, 2).map(decode);
  const now = Date.now() / 1000;
  const next = Math.max(0, Math.ceil(claims.iat + 50 - now));
  find('bar').value = Math.min(50, next);
  find('next').textContent = next > 0 ? `Next in ${next} s` : 'Next when this tab is in use';
  find('ends').textContent = `This one ends in ${Math.max(0, Math.ceil(claims.exp - now))} s`;
  if (token === shown) return;
  shown = token;
  const parts = token.split('.').map((part, i) => make('span', part, ['jwt-header', 'jwt-claims', 'jwt-signature'][i]));
  find('jwt').replaceChildren(parts[0], '.', parts[1], '.', parts[2]);
  find('claims').replaceChildren(...[header, claims].flatMap((part) => Object.entries(part).map(claimRow)));
  showCookies();
  void verify(token, header).then((text) => {
    find('in-page').textContent = text;
  });
  void askServer().then((text) => {
    find('on-server').textContent = text;
  });
}

/** Verifies the signature with the public key of the instance, as any program can. */
async function verify(token, { kid }) {
  const { keys } = await (await fetch(find('jwks').href)).json();
  const jwk = keys.find((key) => key.kid === kid);
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  const [signed, signature] = [token.slice(0, token.lastIndexOf('.')), token.split('.')[2]];
  const start = performance.now();
  const isGood = await crypto.subtle.verify(algorithm, key, bytesOf(signature), new TextEncoder().encode(signed));
  const took = (performance.now() - start).toFixed(1);
  return isGood ? `The signature is good (${took} ms)` : 'The signature does not match';
}

/** The server answers who sent the request; the browser sent the token along as a cookie. */
async function askServer() {
  const ask = async () => (await fetch('/api/me')).json();
  const first = await ask();
  // The first request after the start of the server fetches the key. The others are like the second.
  const { userId, reason, microseconds } = first.microseconds > 2000 ? await ask() : first;
  return userId ? `Signed in, known after ${microseconds.toLocaleString()} µs` : `Signed out: ${reason}`;
}

function claimRow([name, value]) {
  const row = make('tr');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const time = TIMES.has(name) ? ` (${new Date(value * 1000).toLocaleTimeString()})` : '';
  const cell = make('td');
  cell.append(make('code', text + time), make('p', MEANINGS[name] ?? ''));
  const head = make('th');
  head.scope = 'row';
  head.append(make('code', name));
  row.append(head, cell);
  return row;
}

function showCookies() {
  const names = document.cookie.split('; ').map((pair) => pair.split('=')[0]);
  const rows = Object.entries(COOKIES).flatMap(([name, meaning]) => {
    // Each comes twice: the second name ends in a hash of the publishable key, for hosts with several instances.
    const found = names.filter((each) => each === name || each.startsWith(`${name}_`) && each.length === name.length + 9);
    if (found.length === 0) return [];
    const row = make('div');
    const term = make('dt');
    term.append(...found.flatMap((each, i) => [...(i ? [', '] : []), make('code', each)]));
    row.append(term, make('dd', meaning));
    return [row];
  });
  find('cookies').replaceChildren(...rows);
}

function decode(part) {
  return JSON.parse(new TextDecoder().decode(bytesOf(part)));
}

function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function make(name, text = '', className = '') {
  return Object.assign(document.createElement(name), { textContent: text, className });
}
