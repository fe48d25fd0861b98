import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { type AstroAuth, clerkMiddleware, createRouteMatcher } from '../../../src/entries/backend/astro.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';
import { describeAdapter } from './every-adapter.ts';

describeAdapter('astro');

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, signInUrl: '/sign-in', now });
const PAGE = { 'sec-fetch-dest': 'document' };
const SIGNED_IN = { ...PAGE, cookie: `__session=${forge()}; __client_uat=${NOW - 60}` };
const isProtected = createRouteMatcher(['/notes(.*)']);

function contextOf(path: string, headers: Record<string, string> = {}, isPrerendered = false) {
  const request = new Request(`https://app.acme.example${path}`, { headers });
  const locals = { auth: () => ({ userId: 'forged' }) } as unknown as { auth(): AstroAuth };
  return { request, locals, isPrerendered, clientAddress: '192.0.2.1' };
}

const next = async (): Promise<Response> => new Response('page');

describe('the adapter of Astro', () => {
  it('a handler written for the stock SDK decides itself, and sends visitors to sign in', async () => {
    const onRequest = clerkMiddleware<ReturnType<typeof contextOf>>(
      (auth, { request }) => {
        const { isAuthenticated, redirectToSignIn } = auth();
        if (isProtected(request) && !isAuthenticated) return redirectToSignIn();
        return undefined;
      },
      { clerk },
    );
    const answer = await onRequest(contextOf('/notes?page=2', PAGE), next);
    const back = encodeURIComponent('https://app.acme.example/notes?page=2');
    assert.equal(answer.headers.get('location'), `https://app.acme.example/sign-in?redirect_url=${back}`);
    assert.equal(await (await onRequest(contextOf('/notes', SIGNED_IN), next)).text(), 'page');
    assert.equal(await (await onRequest(contextOf('/', PAGE), next)).text(), 'page');
    assert.equal((await onRequest(contextOf('/x/..%2fnotes', PAGE), next)).status, 400);
  });

  it('pages that are prerendered have nobody signed in, and need no keys', async () => {
    const context = contextOf('/notes', SIGNED_IN, true);
    const answer = await clerkMiddleware({ required: true })(context, next);
    assert.equal(await answer.text(), 'page');
    assert.equal(context.locals.auth().userId, null);
  });

  it('locals.auth() is the identity, whatever was there before', async () => {
    const visitor = contextOf('/');
    await clerkMiddleware({ clerk })(visitor, next);
    assert.equal(visitor.locals.auth().userId, null);
    const user = contextOf('/', SIGNED_IN);
    await clerkMiddleware({ clerk })(user, next);
    assert.equal(user.locals.auth().userId, 'user_1');
  });
});
