import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onToken } from '../../../src/client/session/on-token.ts';
import { FakeFapi } from '../../support/fake-fapi.ts';
import { MINUTE, open } from './open-tabs.ts';

describe('onToken', () => {
  it('hands on the present token, each new one once, and the end of the session', async () => {
    const fapi = new FakeFapi();
    fapi.signIn();
    const { clerk } = await open(fapi);
    const tokens: (string | null)[] = [];
    const stop = onToken(clerk, (token) => tokens.push(token));
    assert.deepEqual(tokens, [clerk.session?.lastActiveToken?.getRawString()]);
    await fapi.world.advance(MINUTE);
    assert.equal(tokens.length, 2);
    assert.equal(tokens[1], await clerk.session?.getToken());
    assert.notEqual(tokens[1], tokens[0]);
    await clerk.signOut(() => undefined);
    assert.deepEqual(tokens.slice(2), [null]);
    stop();
    await fapi.world.advance(MINUTE);
    assert.equal(tokens.length, 3);
  });

  it('tells a visitor without a session once, and nothing while the instance loads', async () => {
    const tokens: (string | null)[] = [];
    let emit: (resources: object) => void = () => undefined;
    onToken({ addListener: (listener) => ((emit = listener as typeof emit), () => undefined) }, (token) =>
      tokens.push(token),
    );
    emit({ session: undefined });
    assert.deepEqual(tokens, []);
    emit({ session: null });
    emit({ session: null });
    assert.deepEqual(tokens, [null]);
  });
});
