import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type AppSite, startAppSite } from '../support/app-site.ts';
import { Visitor } from '../support/visitor.ts';

describe('a Next.js app whose middleware runs on the edge runtime', () => {
  let edge: AppSite;
  before(async () => {
    edge = await startAppSite({ name: 'next-edge', install: 'next' });
  });
  after(() => edge?.close());

  it('refuses visitors, and renders the page with the user', async () => {
    const visitor = new Visitor(edge.origin);
    const refused = await visitor.ask('/protected', { headers: { accept: 'text/html', 'sec-fetch-dest': 'document' } });
    assert.equal(refused.status, 307);
    assert.equal(new URL(refused.headers.get('location') ?? '', edge.origin).pathname, '/sign-in');
    assert.equal((await visitor.ask('/api/protected')).status, 401);
    const { userId } = await visitor.signUp();
    assert.match((await visitor.open('/protected')).text, new RegExp(`Protected page for (<!-- -->)?${userId}`));
    assert.deepEqual(await (await visitor.ask('/api/protected')).json(), { userId });
  });

  it('the page of a session that the middleware has just renewed knows the user', async () => {
    const visitor = new Visitor(edge.origin);
    edge.site.advance(-3_600_000);
    const { userId } = await visitor.signUp();
    edge.site.advance(3_600_000);
    const visit = await visitor.open('/protected');
    assert.match(visit.text, new RegExp(`Protected page for (<!-- -->)?${userId}`), visit.hops.join('\n'));
  });

  it('values reach API routes and getServerSideProps, by the header and by the query alone', async () => {
    const visitor = new Visitor(edge.origin);
    assert.match((await visitor.open('/')).text, /The visitor is (<!-- -->)?from the edge/);
    const expected = { visitor: 'from the edge', byQuery: 'from the edge', sealed: true };
    assert.deepEqual(await (await visitor.ask('/api/visitor')).json(), expected);
    const headers = { 'x-clerk-context': 'forged' };
    assert.deepEqual(await (await visitor.ask('/api/visitor?__clerk_context=forged', { headers })).json(), expected);
  });

  it('a path that can be read in two ways is refused', async () => {
    assert.equal((await new Visitor(edge.origin).ask('/x/..%2fprotected')).status, 400);
  });
});
