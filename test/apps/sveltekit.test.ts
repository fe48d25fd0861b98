import assert from 'node:assert/strict';
import { it } from 'node:test';
import { tellStory } from '../support/app-story.ts';
import { AppVisitor } from '../support/app-visitor.ts';

tellStory('a SvelteKit app', {
  name: 'sveltekit',
  data: '/protected/__data.json',
  more(at) {
    it('a SvelteKit app is signed in to its own API on the page that a handshake leads to', async () => {
      const visitor = (await new AppVisitor(at()).join()).forget('__session');
      const { html, user } = await visitor.load('/');
      assert.deepEqual([user, /<p id="api"[^>]*>(\d+)</.exec(html)?.[1]], [visitor.userId, '200']);
    });

    it('a SvelteKit app tells the router in the browser where to sign in', async () => {
      const answer = await new AppVisitor(at()).ask('/protected/__data.json');
      const { type, location } = (await answer.json()) as { type: string; location: string };
      assert.equal(type, 'redirect');
      assert.equal(location, `${at().origin}/sign-in?redirect_url=${encodeURIComponent(`${at().origin}/protected`)}`);
    });

    it('a SvelteKit app serves its prerendered page to a visitor with a session that is too old', async () => {
      const visitor = (await new AppVisitor(at()).join()).forget('__session');
      const { hops, html } = await visitor.load('/about');
      assert.equal(hops.length, 1);
      assert.match(html, /About/);
    });
  },
});
