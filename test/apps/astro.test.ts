import assert from 'node:assert/strict';
import { it } from 'node:test';
import { tellStory } from '../support/app-story.ts';
import { AppVisitor } from '../support/app-visitor.ts';

tellStory('an Astro app', {
  name: 'astro',
  more(at) {
    it('an Astro app serves its prerendered page to a visitor with a session that is too old', async () => {
      const visitor = (await new AppVisitor(at()).signUp('about@example.com')).forget('__session');
      const { hops, user } = await visitor.load('/about');
      assert.deepEqual([hops.length, user], [1, 'nobody']);
    });
  },
});
