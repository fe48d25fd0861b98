// Shows what an application can do with window.Clerk. Plain browser code without a build.

/** Seconds between two tokens, as the poller of the script tag refreshes them. */
const REFRESH_SECONDS = 50;
/** The claims that the page shows, with their labels. */
const CLAIMS = {
  sub: 'User',
  sid: 'Session',
  sts: 'Status',
  iss: 'Issued by',
  azp: 'Authorized party',
  iat: 'Issued at',
  exp: 'Expires at',
};

const find = (id) => document.getElementById(id);
let shownToken;
let refreshes = 0;

whenClerk(async (clerk) => {
  clerk.addListener(() => showSession(clerk));
  clerk.addListener(({ user }) => fillName(user));
  setInterval(() => showSession(clerk), 1000);
  find('name-form').addEventListener('submit', (event) => saveName(event, clerk));
  find('ask-server').addEventListener('click', askServer);
});

/** The script tag is async, so it may run before or after this file. */
function whenClerk(use) {
  if (window.Clerk) return use(window.Clerk);
  const script = document.querySelector('script[src*="/clerk.js"]');
  script.addEventListener('load', () => window.Clerk && use(window.Clerk), { once: true });
}

function showSession(clerk) {
  const claims = clerk.session?.lastActiveToken?.jwt.claims;
  if (!claims) {
    shownToken = undefined;
    refreshes = 0;
    return;
  }
  showCountdown(claims);
  if (claims.jti === shownToken) return;
  if (shownToken) refreshes++;
  shownToken = claims.jti;
  find('claims').replaceChildren(...Object.keys(CLAIMS).flatMap((name) => claimRow(name, claims[name])));
  find('refreshes').textContent = refreshes
    ? `${refreshes} ${refreshes === 1 ? 'new token' : 'new tokens'} since you opened this page.`
    : 'No refresh since you opened this page.';
}

function showCountdown({ iat }) {
  const left = Math.min(REFRESH_SECONDS, Math.max(0, Math.ceil(iat + REFRESH_SECONDS - Date.now() / 1000)));
  find('countdown').value = left;
  find('countdown-text').textContent = left > 0 ? `Next token in ${left} s` : 'Next token when this tab is in use';
}

function claimRow(name, value) {
  if (value === undefined) return [];
  const row = document.createElement('div');
  const term = document.createElement('dt');
  const detail = document.createElement('dd');
  const isTime = name === 'iat' || name === 'exp';
  term.textContent = CLAIMS[name];
  detail.textContent = isTime ? new Date(value * 1000).toLocaleTimeString() : String(value);
  row.append(term, detail);
  return [row];
}

/** Fills in the user's name, unless the visitor has changed it. */
function fillName(user) {
  const input = find('first-name');
  if (input.value !== input.defaultValue) return;
  input.defaultValue = user?.firstName ?? '';
}

async function saveName(event, clerk) {
  event.preventDefault();
  const button = event.target.querySelector('button');
  const result = find('name-result');
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  try {
    const user = await clerk.user.update({ firstName: find('first-name').value.trim() });
    result.textContent = `Hello, ${user?.firstName ?? clerk.user.firstName}.`;
  } catch (error) {
    result.textContent = error?.errors?.[0]?.longMessage ?? 'That did not work. Try again in a moment.';
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

async function askServer() {
  const result = find('server-result');
  try {
    const { userId, reason } = await (await fetch('/api/me')).json();
    result.textContent = userId ? `The server sees ${userId}.` : `The server sees no user (${reason}).`;
  } catch {
    result.textContent = 'The server did not answer.';
  }
}
