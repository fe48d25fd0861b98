import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCheckAuthorization } from '@clerk/shared/authorization';
import fc from 'fast-check';
import { type AuthorizationFacts, type AuthorizationParams, isAuthorized } from '../../src/protocol/authorization.ts';

/** What Clerk's own code answers for a user without an organization. */
function clerkAnswers(params: AuthorizationParams, { features, plans, factorVerificationAge }: AuthorizationFacts) {
  const none = { orgId: undefined, orgRole: undefined, orgPermissions: undefined };
  const facts = { ...none, userId: 'user_1', features, plans, factorVerificationAge };
  return createCheckAuthorization(facts as Parameters<typeof createCheckAuthorization>[0])(
    params as Parameters<ReturnType<typeof createCheckAuthorization>>[0],
  );
}

const FACTS = { features: 'u:export,o:audit,ou:search', plans: 'u:pro', factorVerificationAge: [5, -1] };

const CASES: [asked: object, facts: object, expected: boolean, why: string][] = [
  [{}, FACTS, false, 'nothing is asked'],
  [{ feature: 'export' }, FACTS, true, 'the user has the feature'],
  [{ feature: 'user:export' }, FACTS, true, 'the user has it for themselves'],
  [{ feature: 'org:export' }, FACTS, false, 'no organization has it'],
  [{ feature: 'organization:audit' }, FACTS, true, 'the organization has it'],
  [{ feature: 'o:search' }, FACTS, true, 'both have it'],
  [{ feature: 'team:export' }, FACTS, false, 'there is no such scope'],
  [{ feature: 'expo' }, FACTS, false, 'it is only the beginning of a name'],
  [{ feature: 'export' }, { features: 'u:export,broken' }, false, 'the claim is malformed'],
  [{ feature: 'export' }, {}, false, 'the token has no such claim'],
  [{ plan: 'pro' }, FACTS, true, 'the user has the plan'],
  [{ plan: 'pro', feature: 'export' }, FACTS, true, 'both hold'],
  [{ plan: 'pro', feature: 'nothing' }, FACTS, false, 'one of them does not hold'],
  [{ plan: 'pro', role: 'org:admin' }, FACTS, false, 'nobody has a role'],
  [{ role: 'org:admin' }, FACTS, false, 'nobody has a role'],
  [{ permission: 'org:billing:manage' }, FACTS, false, 'nobody has a permission'],
  [{ role: null }, FACTS, false, 'a role that is null is asked for as well'],
  [{ reverification: 'strict' }, FACTS, true, 'there is no second factor, and the first is fresh'],
  [{ reverification: 'strict' }, { factorVerificationAge: [9, 10] }, false, 'the second factor is too old'],
  [{ reverification: 'strict' }, { factorVerificationAge: [99, 9] }, true, 'the second factor counts'],
  [{ reverification: 'strict_mfa' }, { factorVerificationAge: [99, 9] }, false, 'both factors count'],
  [{ reverification: 'strict_mfa' }, { factorVerificationAge: [9, 9] }, true, 'both factors are fresh'],
  [{ reverification: 'strict_mfa' }, { factorVerificationAge: [-1, 9] }, false, 'the first factor was never verified'],
  [{ reverification: 'moderate' }, { factorVerificationAge: [59, -1] }, true, 'the hour is not over'],
  [{ reverification: 'moderate' }, { factorVerificationAge: [60, -1] }, false, 'the hour is over'],
  [{ reverification: 'lax' }, { factorVerificationAge: [1439, -1] }, true, 'the day is not over'],
  [{ reverification: 'lax' }, { factorVerificationAge: [-1, -1] }, false, 'nothing was ever verified'],
  [{ reverification: 'lax' }, {}, false, 'the ages are unknown'],
  [{ reverification: 'constructor' }, FACTS, false, 'there is no such preset'],
  [{ reverification: ['strict'] }, FACTS, false, 'a list is no preset'],
  [{ reverification: { level: 'first_factor', afterMinutes: 6 } }, FACTS, true, 'five is less than six'],
  [{ reverification: { level: 'first_factor', afterMinutes: 5 } }, FACTS, false, 'five is not less than five'],
  [{ reverification: { level: 'third_factor', afterMinutes: 6 } }, FACTS, false, 'there is no such level'],
  [{ reverification: { level: 'first_factor', afterMinutes: '6' } }, FACTS, false, 'minutes are a number'],
];

describe('isAuthorized', () => {
  for (const [asked, facts, expected, why] of CASES) {
    it(`isAuthorized answers ${expected} to ${JSON.stringify(asked)} of ${JSON.stringify(facts)}: ${why}`, () => {
      assert.equal(isAuthorized(asked, facts), expected);
      assert.equal(clerkAnswers(asked, facts), expected, 'what Clerk answers');
    });
  }

  it('isAuthorized answers as Clerk’s own code does, whatever is asked of whatever claims', () => {
    const name = fc.constantFrom('a', 'b', '', 'a:b');
    const scope = fc.constantFrom('', 'u:', 'user:', 'o:', 'org:', 'organization:', 'x:', 'ou:', ':');
    const entry = fc
      .tuple(fc.constantFrom('u:', 'o:', 'ou:', 'uo:', ' u:', 'x:', ''), name)
      .map((parts) => parts.join(''));
    const odd = fc.constantFrom(undefined, null, 1, '', {}, []);
    const claim = fc.oneof(fc.array(entry, { maxLength: 3 }).map(String), odd);
    const listed = fc.oneof(
      fc.tuple(scope, name).map((parts) => parts.join('')),
      odd,
    );
    const age = fc.oneof(fc.constantFrom(-1, 0, 5, 9, 10, 59, 60, 1439, 1440), fc.constantFrom(Number.NaN, '5', null));
    const minutes = fc.constantFrom(0, -1, 5, 10, Number.NaN, Number.POSITIVE_INFINITY, '5', undefined);
    const level = fc.constantFrom('first_factor', 'second_factor', 'multi_factor', 'none', undefined);
    const preset = fc.constantFrom('strict_mfa', 'strict', 'moderate', 'lax', 'toString');
    const ages = fc.oneof(fc.tuple(age, age), fc.array(age, { maxLength: 3 }), odd);
    const asked = fc.record(
      {
        role: fc.constantFrom('org:admin', null),
        permission: fc.constantFrom('org:read', undefined),
        feature: listed,
        plan: listed,
        reverification: fc.oneof(preset, fc.record({ level, afterMinutes: minutes }), odd),
      },
      { requiredKeys: [] },
    );
    const facts = fc.record({ features: claim, plans: claim, factorVerificationAge: ages }, { requiredKeys: [] });
    fc.assert(
      fc.property(asked, facts, (params, known) => {
        const given = params as AuthorizationParams;
        assert.equal(isAuthorized(given, known), clerkAnswers(given, known));
      }),
      { numRuns: 5000 },
    );
  });
});
