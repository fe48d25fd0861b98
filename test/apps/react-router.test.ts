import assert from 'node:assert/strict';
import { it } from 'node:test';
import { tellStory } from '../support/app-story.ts';
import { AppVisitor } from '../support/app-visitor.ts';

tellStory('a React Router app', {
  name: 'react-router',
  data: '/protected.data',
  more(at) {
    it('a React Router app tells the router in the browser to load a page that needs a sign-in', async () => {
      const answer = await new AppVisitor(at()).ask('/protected.data?page=2&_routes=routes%2Fprotected');
      const text = await answer.text();
      assert.match(answer.headers.get('content-type') ?? '', /^text\/x-script/);
      assert.match(text, /"redirect".*"\/protected\?page=2"/);
      assert.match(text, /"reload"/);
    });
  },
});
