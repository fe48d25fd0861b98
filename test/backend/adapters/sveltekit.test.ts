import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { clerkHandle, getAuth, type KitEvent } from '../../../src/entries/backend/sveltekit.ts';
import { now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';
import { describeAdapter } from './every-adapter.ts';
import { kitEvent } from './framework-drivers.ts';

describeAdapter('sveltekit');

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, signInUrl: '/sign-in', now });
const ORIGIN = 'https://app.acme.example';
const NOTES = { protectedRoutes: ['/notes(.*)'] };

async function run(path: string, init: RequestInit = {}, more: Partial<KitEvent> = {}, options: object = NOTES) {
  const { event } = kitEvent(new Request(ORIGIN + path, init), more);
  let went = false;
  const resolve = async (): Promise<Response> => {
    went = true;
    return new Response('page');
  };
  return { event, answer: await clerkHandle({ clerk, ...options })({ event, resolve }), went: () => went };
}

describe('the adapter of SvelteKit', () => {
  it('a request for the data of a page is led to sign in, and back to the page', async () => {
    const page = new URL('/notes?page=2', ORIGIN);
    const { answer, went } = await run('/notes/__data.json?page=2', {}, { isDataRequest: true, url: page });
    assert.deepEqual([went(), answer.status], [false, 307]);
    const back = encodeURIComponent(page.href);
    assert.equal(answer.headers.get('location'), `${ORIGIN}/sign-in?redirect_url=${back}`);
  });

  it('a form that a script sends is led to sign in, in the form that the script reads', async () => {
    const init = { method: 'POST', headers: { 'x-sveltekit-action': 'true', accept: 'application/json' } };
    const { answer } = await run('/notes?/save&page=2', init);
    const { type, status, location } = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual([answer.status, type, status], [200, 'redirect', 303]);
    assert.equal(location, `${ORIGIN}/sign-in?redirect_url=${encodeURIComponent(`${ORIGIN}/notes?page=2`)}`);
    assert.equal((await run('/notes', { method: 'POST' })).answer.status, 401);
  });

  it('a call of a remote function is judged by its own path, and not by the page it names', async () => {
    const headers = { 'x-sveltekit-pathname': '/public' };
    const call = { isRemoteRequest: true, url: new URL('/public', ORIGIN) };
    const init = { method: 'POST', headers };
    assert.equal((await run('/_app/remote/1/save', init, call, { publicRoutes: ['/public'] })).answer.status, 401);
    assert.equal(
      (await run('/_app/remote/1/save', init, call, { protectedRoutes: ['/_app/remote(.*)'] })).went(),
      false,
    );
    assert.equal((await run('/_app/remote/1/save', init, call)).went(), true);
  });

  it('pages that are prerendered have nobody signed in, and need no keys', async () => {
    const url = new URL('http://sveltekit-prerender/notes');
    Object.defineProperty(url, 'search', {
      get() {
        throw new Error('Cannot access url.search on a page with prerendering enabled');
      },
    });
    const { event } = kitEvent(new Request('http://sveltekit-prerender/notes'), { url });
    const answer = await clerkHandle(NOTES)({ event, resolve: async () => new Response('page') });
    assert.equal(await answer.text(), 'page');
    assert.equal(getAuth(event).userId, null);
    const { event: spoofed } = kitEvent(new Request('http://sveltekit-prerender/notes'));
    const refused = await clerkHandle({ clerk, ...NOTES })({
      event: spoofed,
      resolve: async () => new Response('page'),
    });
    assert.equal(refused.status, 401);
  });

  it('event.locals.auth is the identity, whatever was there before', async () => {
    const { event } = await run('/', {}, { locals: { auth: { userId: 'forged' } } });
    assert.equal((event.locals as { auth: unknown }).auth, getAuth(event));
    assert.equal(getAuth(event).userId, null);
    assert.throws(() => getAuth({ locals: {} }), /middleware of clerk-widgets/);
  });
});
