/** A call on an object that the page holds: which object, which method, and with which parameters. */
export type HeldStep = readonly [on: Held, method: string, params?: object];

/** What the page took from the instance when it began, or what one of the steps has returned. */
export type Held = 'client' | 'signIn' | 'signUp' | 'session' | 'user' | 'emailAddress';

/** What a page sees after a step. */
export interface Seen {
  /** Code of the refusal. */
  refused?: string | undefined;
  /** What the object that was called shows. */
  held: unknown;
  /** What the instance shows for everything. */
  fresh: unknown;
  /** Whether every other object that the page holds shows the same as a fresh one of its id. */
  isTrue: boolean;
}

type Anything = Record<string, unknown> & { id?: string };
interface Instance {
  client: Anything & { signIn: Anything; signUp: Anything };
  session: Anything | null;
  user: (Anything & { emailAddresses: Anything[] }) | null;
  setActive(params: object): Promise<unknown>;
}

/**
 * Takes a step and returns what can be seen then. It runs in a page as well, so it uses nothing from outside.
 *
 * @param store what the page holds, from one step to the next
 */
export async function takeHeldStep(
  clerk: Instance,
  store: Partial<Record<Held, Anything>>,
  [on, method, params]: HeldStep,
): Promise<Seen> {
  const show = (resource: Anything | null | undefined): unknown => {
    if (!resource) return resource ?? null;
    const verification = (resource['verification'] ?? resource['firstFactorVerification']) as Anything | undefined;
    const verifications = resource['verifications'] as Record<string, Anything> | undefined;
    const addresses = resource['emailAddresses'] as Anything[] | undefined;
    return {
      id: typeof resource.id,
      status: resource['status'],
      identifier: resource['identifier'],
      emailAddress: resource['emailAddress'],
      firstName: resource['firstName'],
      fullName: resource['fullName'],
      unverifiedFields: resource['unverifiedFields'],
      missingFields: resource['missingFields'],
      createdSessionId: typeof resource['createdSessionId'],
      strategy: verification?.['strategy'],
      verification: verification?.['status'],
      ofEmailAddress: verifications?.['emailAddress']?.['status'],
      sessions: (resource['sessions'] as Anything[] | undefined)?.map(({ status }) => status),
      emailAddresses: addresses
        ?.map((each) => `${each['emailAddress']} ${(each['verification'] as Anything)['status']}`)
        .sort(),
    };
  };
  const fresh = (): Partial<Record<Held, Anything | null | undefined>> => ({
    client: clerk.client,
    signIn: clerk.client.signIn,
    signUp: clerk.client.signUp,
    session: clerk.session,
    user: clerk.user,
    emailAddress: clerk.user?.emailAddresses.find(({ id }) => id === store.emailAddress?.id),
  });
  for (const name of ['client', 'signIn', 'signUp'] as const) store[name] ??= fresh()[name] ?? undefined;
  for (const name of ['session', 'user'] as const) if (clerk[name]) store[name] ??= clerk[name];
  const object = store[on];
  let refused: string | undefined;
  try {
    if (method === 'activate') await clerk.setActive({ session: object?.['createdSessionId'] });
    else if (object) {
      const result = await (object[method] as (params?: object) => Promise<Anything>)(params);
      if (method === 'createEmailAddress') store.emailAddress = result;
    }
  } catch (error) {
    refused = (error as { errors?: { code: string }[] }).errors?.[0]?.code ?? (error as Error).name;
  }
  const now = fresh();
  const isTrue = (Object.keys(now) as Held[]).every((name) => {
    const [kept, newest] = [store[name], now[name]];
    return !kept || !newest || kept.id !== newest.id || JSON.stringify(show(kept)) === JSON.stringify(show(newest));
  });
  return {
    refused,
    held: show(object),
    fresh: Object.fromEntries(Object.entries(now).map(([name, resource]) => [name, show(resource)])),
    isTrue,
  };
}
