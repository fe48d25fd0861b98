import assert from 'node:assert/strict';
import { createActorToken } from '../../src/server/backend-api/actor-tokens.ts';
import type { TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

/** Signs somebody in as a user, with an actor token. @returns the answer of the sign-in */
export async function actAs(instance: TestInstance, browser: TestBrowser, userId: string, sessionSeconds?: number) {
  const { token } = await createActorToken(instance, { userId, actor: { sub: 'user_of_the_staff' }, sessionSeconds });
  const answer = await browser.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token });
  assert.equal(answer.response?.status, 'complete', JSON.stringify(answer.body));
  return answer;
}
