import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onEachRuntime } from '../support/runtimes/on-each-runtime.ts';
import { CLAIMS, forge, forgeText, NOW } from './token-forge.ts';

onEachRuntime((where, runtime) => {
  const reasonOf = async (token: unknown) => (await runtime().verify(token)).reason;

  describe(`claims ${where}`, () => {
    for (const claim of ['exp', 'nbf', 'iat'] as const) {
      for (const value of [undefined, null, String(NOW), -1, [NOW], {}, true]) {
        it(`refuses ${claim} ${JSON.stringify(value)} ${where}`, async () =>
          assert.equal(await reasonOf(forge({ [claim]: value })), 'token-claims'));
      }
      it(`refuses ${claim} 1e400 ${where}`, async () => {
        const text = JSON.stringify({ ...CLAIMS, [claim]: 0 }).replace(`"${claim}":0`, `"${claim}":1e400`);
        assert.equal(await reasonOf(forgeText(text)), 'token-claims');
      });
    }

    for (const [claim, value] of [
      ['sub', undefined],
      ['sub', ''],
      ['sub', 1],
      ['sub', ['user_1']],
      ['iss', undefined],
      ['iss', [CLAIMS.iss]],
      ['azp', 1],
      ['sts', 'paused'],
      ['sts', 1],
    ] as const) {
      it(`refuses ${claim} ${JSON.stringify(value)} ${where}`, async () =>
        assert.equal(await reasonOf(forge({ [claim]: value })), 'token-claims'));
    }

    it(`refuses a token on and after its end and five seconds of skew ${where}`, async () => {
      assert.equal(await reasonOf(forge({ exp: NOW - 4 })), undefined);
      for (const exp of [NOW - 5, NOW - 6]) assert.equal(await reasonOf(forge({ exp })), 'token-expired');
    });

    for (const [claim, reason] of [
      ['nbf', 'token-not-active-yet'],
      ['iat', 'token-issued-in-future'],
    ] as const) {
      it(`allows 4 and 5 seconds of skew on ${claim}, not 6 ${where}`, async () => {
        assert.equal(await reasonOf(forge({ [claim]: NOW + 4 })), undefined);
        assert.equal(await reasonOf(forge({ [claim]: NOW + 5 })), undefined);
        assert.equal(await reasonOf(forge({ [claim]: NOW + 6 })), reason);
      });
    }

    it(`requires azp when authorized parties are set ${where}`, async () => {
      const options = { authorizedParties: ['https://app.acme.example'] };
      const reason = async (claims: object) => (await runtime().verify(forge(claims), options)).reason;
      assert.equal(await reason({}), undefined);
      for (const azp of [undefined, '', 'null', 'https://app.acme.example.evil.example', 'https://app.acme.example/']) {
        assert.equal(await reason({ azp }), 'token-authorized-party', String(azp));
      }
    });
  });

  describe(`the life of a token ${where}`, () => {
    const reason = async (seconds: number, maxLifetimeSeconds?: number) =>
      (await runtime().verify(forge({ exp: NOW + seconds }), { maxLifetimeSeconds })).reason;

    it(`refuses a token that lives longer than five minutes ${where}`, async () => {
      assert.deepEqual(await Promise.all([299, 300, 301].map((seconds) => reason(seconds))), [
        undefined,
        undefined,
        'token-lifetime',
      ]);
    });

    it(`accepts a longer life only as far as maxLifetimeSeconds says ${where}`, async () => {
      assert.equal(await reason(3600, 3600), undefined);
      assert.equal(await reason(3601, 3600), 'token-lifetime');
      assert.equal(await reason(60, 30), 'token-lifetime');
    });
  });

  describe(`the audience ${where}`, () => {
    const reason = async (aud: unknown, audience?: string | string[]) =>
      (await runtime().verify(forge({ aud }), { audience })).reason;

    it(`does not look at the audience when none is set ${where}`, async () => {
      for (const aud of [undefined, 'anything', ['a'], 1]) assert.equal(await reason(aud), undefined);
    });

    it(`requires one of the audiences that are set ${where}`, async () => {
      for (const aud of ['api', ['other', 'api']]) {
        assert.equal(await reason(aud, 'api'), undefined);
        assert.equal(await reason(aud, ['web', 'api']), undefined);
      }
      for (const aud of [undefined, '', 'API', 'api ', [], ['other'], [['api']], 1, null, { api: true }]) {
        assert.equal(await reason(aud, 'api'), 'token-audience', JSON.stringify(aud));
      }
    });
  });
});
