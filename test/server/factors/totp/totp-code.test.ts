import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { createTotpSeed, findTotpStep, totpUri } from '../../../../src/server/factors/totp/totp-code.ts';
import { createTotpSeeds } from '../../../../src/server/factors/totp/totp-seeds.ts';

/** The secret in RFC 6238, appendix B. */
const RFC_SEED = Secret.fromLatin1('12345678901234567890').base32;
const STEP = 30_000;
const NOW = Date.UTC(2026, 0, 1, 12);
const valueAt = (seed: string, timestamp: number): string =>
  TOTP.generate({ secret: Secret.fromBase32(seed), timestamp });

describe('a TOTP code', () => {
  // Appendix B has eight digits; a code of six digits has the last six.
  for (const [seconds, value] of [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ] as const) {
    it(`the code of RFC 6238 at ${seconds} s matches its time step`, () => {
      assert.equal(findTotpStep(RFC_SEED, value.slice(2), seconds * 1000), Math.floor(seconds / 30));
    });
  }

  it('a code is accepted one time step early or late, and matches its own step', () => {
    const step = NOW / STEP;
    for (const off of [-1, 0, 1]) {
      assert.equal(findTotpStep(RFC_SEED, valueAt(RFC_SEED, NOW + off * STEP), NOW), step + off);
    }
  });

  it('a code is refused two time steps early or late', () => {
    // This secret has no equal codes in neighbouring time steps.
    for (const off of [-2, 2])
      assert.equal(findTotpStep(RFC_SEED, valueAt(RFC_SEED, NOW + off * STEP), NOW), undefined);
  });

  it('a code may be typed with blanks, and any other text is refused', () => {
    const value = valueAt(RFC_SEED, NOW);
    const halves = `${value.slice(0, 3)} ${value.slice(3)} `;
    assert.equal(findTotpStep(RFC_SEED, halves, NOW), NOW / STEP);
    for (const typed of ['', value.slice(1), `${value}0`, `-${value.slice(1)}`, '١٢٣٤٥٦', `0x${value.slice(2)}`]) {
      assert.equal(findTotpStep(RFC_SEED, typed, NOW), undefined, typed);
    }
  });
});

describe('a TOTP secret', () => {
  it('a TOTP secret has 20 random bytes', () => {
    const seeds = Array.from({ length: 20 }, createTotpSeed);
    assert.equal(new Set(seeds).size, 20);
    for (const seed of seeds) assert.equal(Secret.fromBase32(seed).bytes.length, 20);
  });

  it('the otpauth URI has issuer and account', () => {
    const uri = new URL(totpUri(RFC_SEED, 'Acme & Söhne', 'ada+1@acme.example'));
    assert.equal(uri.protocol, 'otpauth:');
    assert.equal(uri.host, 'totp');
    assert.equal(decodeURIComponent(uri.pathname), '/Acme & Söhne:ada+1@acme.example');
    assert.deepEqual(Object.fromEntries(uri.searchParams), {
      issuer: 'Acme & Söhne',
      secret: RFC_SEED,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('the otpauth URI keeps issuer and account apart when they contain colons', () => {
    const uri = new URL(totpUri(RFC_SEED, 'Acme: the shop', 'a:b'));
    assert.equal(decodeURIComponent(uri.pathname), '/Acme  the shop:a b');
  });

  it('a sealed TOTP secret opens with its own key and for its own user alone', () => {
    const secret = randomBytes(32);
    const seeds = createTotpSeeds(secret);
    const seed = createTotpSeed();
    const sealed = seeds.seal(seed, 'user_1');
    assert.ok(!sealed.includes(seed));
    assert.notEqual(seeds.seal(seed, 'user_1'), sealed);
    assert.equal(createTotpSeeds(secret).unseal(sealed, 'user_1'), seed);
    assert.equal(seeds.unseal(sealed, 'user_2'), undefined);
    assert.equal(createTotpSeeds(randomBytes(32)).unseal(sealed, 'user_1'), undefined);
    for (const broken of [
      '',
      'v1',
      sealed.slice(1),
      `${sealed}A`,
      sealed.replace(/\.(.)([^.]*)$/, (_, first: string, rest: string) => `.${first === 'A' ? 'B' : 'A'}${rest}`),
    ]) {
      assert.equal(seeds.unseal(broken, 'user_1'), undefined);
    }
  });

  it('a sealed TOTP secret begins with the id of its key', () => {
    const [a, b] = [createTotpSeeds(randomBytes(32)), createTotpSeeds(randomBytes(32))];
    const idOf = (seeds: typeof a): string => seeds.seal('A', 'user_1').split('.v1.')[0] as string;
    assert.match(idOf(a), /^[\w-]{8}$/);
    assert.equal(idOf(a), idOf(a));
    assert.notEqual(idOf(a), idOf(b));
  });
});
