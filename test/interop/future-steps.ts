import type { FutureResult } from '../../src/client/resources/types/future-state.ts';

/** A call on the present sign-in or sign-up: a method such as `emailCode.sendCode`, and its parameters. */
export type Step = readonly [kind: 'signIn' | 'signUp', method: string, params?: object];

/** The part of `__internal_state` that is compared. */
export interface ComparedState {
  signInSignal(): object;
  signUpSignal(): object;
}

/** What a page sees after a step. */
export interface Seen {
  /** The step was refused because the page has misused it: stock rejects, and keeps the errors of the step before. */
  isMisuse: boolean;
  /** The codes that the step has failed with. */
  failed: string[] | null;
  signIn: Record<string, unknown>;
  signUp: Record<string, unknown>;
}

/**
 * Takes a step and says what the page sees then. It runs in a browser as well, so it uses nothing from outside of it.
 */
export async function takeStep(state: ComparedState, [kind, method, params]: Step): Promise<Seen> {
  type Json = Record<string, unknown>;
  type Codes = { code?: string; errors?: { code: string }[] };
  const value = (which: 'signIn' | 'signUp') => state[`${which}Signal`]() as Json;
  const attempt = value(kind)[kind] as Json;
  const [first = '', second] = method.split('.');
  let isMisuse = false;
  let failed: string[] | null = null;
  const codes = (error: Codes): string[] => error.errors?.map(({ code }) => code) ?? [error.code ?? 'misuse'];
  try {
    const owner = (second ? attempt[first] : attempt) as Record<string, (given?: object) => Promise<FutureResult>>;
    const result = await owner[second ?? first]?.(params);
    failed = result?.error ? codes(result.error as Codes) : null;
    isMisuse = failed?.[0] === 'unexpected' || failed?.[0] === 'misuse';
  } catch {
    isMisuse = true;
  }
  return { isMisuse, failed: isMisuse ? null : failed, signIn: look('signIn'), signUp: look('signUp') };

  function look(which: 'signIn' | 'signUp'): Json {
    const { errors, fetchStatus, [which]: shown } = value(which) as Json & { errors: Json };
    const { fields, raw, global } = errors as { fields: Json; raw: Codes[] | null; global: Codes[] | null };
    const all = shown as Json;
    const verification = (name: string, from = all) => {
      const { status, strategy, error } = from[name] as Json & { error: Codes | null };
      return [status, strategy, error?.code ?? null];
    };
    const strategies = (factors: unknown) =>
      (factors as { strategy: string }[]).map((each) => each.strategy).toSorted();
    const same = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, all[name]]));
    const common = {
      fetchStatus,
      fields: Object.fromEntries(Object.entries(fields).map(([name, error]) => [name, (error as Codes | null)?.code])),
      raw: raw?.map((error) => codes(error)[0]),
      global: global?.map((error) => codes(error)[0]),
      hasId: !!all.id,
      hasSession: !!all.createdSessionId,
      hasExisting: !!all.existingSession,
    };
    if (which === 'signIn') {
      return {
        ...common,
        ...same('status isTransferable canBeDiscarded protectCheck'),
        hasIdentifier: !!all.identifier,
        hasTimezone: !!all.timezone,
        userData: all.userData ? ((all.userData as Json).firstName ?? null) : null,
        factors: strategies(all.supportedFirstFactors),
        second: strategies(all.supportedSecondFactors),
        bypass: all.ssoBypassFirstFactors,
        first: verification('firstFactorVerification'),
        follows: verification('secondFactorVerification'),
      };
    }
    const verifications = all.verifications as Json;
    return {
      ...common,
      ...same('status isTransferable canBeDiscarded protectCheck requiredFields optionalFields missingFields'),
      ...same('unverifiedFields username firstName lastName phoneNumber web3Wallet hasPassword unsafeMetadata'),
      ...same('legalAcceptedAt'),
      hasEmail: !!all.emailAddress,
      hasUser: !!all.createdUserId,
      hasLocale: !!all.locale,
      abandonsIn: typeof all.abandonAt,
      verifications: ['emailAddress', 'phoneNumber', 'web3Wallet', 'externalAccount'].map((name) =>
        verification(name, verifications),
      ),
      nextAction: (verifications.emailAddress as Json).nextAction,
    };
  }
}
