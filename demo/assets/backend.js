import { busy, ready } from './ready.js';

const find = (id) => document.getElementById(id);
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
/** How often the browser verifies the token, and sends each kind of request. */
const TOKENS = 300;
const REQUESTS = 5;

on('measure-server', 'server-status', async () => {
  const answer = await fetch('/api/figures');
  const { ways, error } = await answer.json();
  if (error) return error;
  for (const [way, figures] of Object.entries(ways)) fillRow(way, figures);
  const above = ways.verifyToken.p50 - ways.signature.p50;
  return `The SDK adds ${fine.format(Math.max(0, above))} µs to the signature.`;
});

on('measure-browser', 'browser-status', async () => {
  const [{ createClerkClient }, clerk] = await Promise.all([import('/assets/backend-sdk.js'), ready]);
  const { origin, publishableKey } = { origin: apiOrigin(), publishableKey: clerk.publishableKey };
  const sdk = createClerkClient({ publishableKey, jwksUrl: `${origin}/.well-known/jwks.json` });
  const token = await clerk.session.getToken();
  // The first call fetches the key.
  const { error } = await sdk.verifyToken(token);
  if (error) return error.message;
  const from = performance.now();
  for (let n = 0; n < TOKENS; n++) await sdk.verifyToken(token);
  const each = ((performance.now() - from) * 1000) / TOKENS;
  find('browser-time').textContent = `${whole.format(each)} µs`;
  find('browser-rate').textContent = whole.format(1_000_000 / each);
  return `${TOKENS} times, each time the whole check.`;
});

on('measure-preflight', 'preflight-status', async (button) => {
  const url = `${button.dataset.origin}/echo?delay=${find('delay').value}`;
  const simple = await medianOf(() => fetch(url));
  const asked = await medianOf(() => fetch(url, { headers: { Authorization: 'Bearer none' } }));
  find('simple').textContent = `1 request, ${fine.format(simple)} ms`;
  find('asked').textContent = `2 requests, ${fine.format(asked)} ms`;
  return `The preflight takes ${fine.format(Math.max(0, asked - simple))} ms each time.`;
});

function on(button, status, work) {
  find(button).addEventListener('click', ({ currentTarget }) => {
    void busy(currentTarget, find(status), () => work(currentTarget));
  });
}

function fillRow(way, { p50, p99, p999, perSecond }) {
  const row = document.querySelector(`[data-way=${way}]`);
  const texts = [...[p50, p99, p999].map((time) => fine.format(time)), whole.format(perSecond)];
  row.replaceChildren(
    row.firstElementChild,
    ...texts.map((text) => Object.assign(document.createElement('td'), { textContent: text })),
  );
}

/** Milliseconds of the request in the middle. The first one opens the connection and does not count. */
async function medianOf(send) {
  await send();
  const times = [];
  for (let n = 0; n < REQUESTS; n++) {
    const from = performance.now();
    await send();
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[Math.floor(REQUESTS / 2)];
}

/** The origin of the instance script, which has the public key, too. */
function apiOrigin() {
  return new URL(document.querySelector('script[src*="/clerk.js"]').src).origin;
}
