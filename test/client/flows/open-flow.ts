import { Clerk } from '../../../src/client/clerk.ts';
import type { Flow } from '../../../src/client/flows/types.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import { type FakeTab, flush } from '../../support/fake-platform.ts';

export const EMAIL = 'ada@acme.example';
export const PASSWORD = 'correct horse';

/** A loaded page of a browser on which nobody is signed in, and a user the API knows. */
export async function openPage(fapi = new FakeFapi()): Promise<{ fapi: FakeFapi; clerk: Clerk; tab: FakeTab }> {
  if (!fapi.accounts.length) fapi.addAccount({ email: EMAIL, password: PASSWORD });
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load();
  await flush();
  return { fapi, clerk, tab };
}

/** Records the name of each step and what was pending, as an element would render them. */
export function record<S extends { name: string }, A extends { type: string }>(flow: Flow<S, A>): string[] {
  const seen: string[] = [];
  flow.subscribe(() => {
    const { step, pending } = flow.state;
    const text = `${step.name} ${pending ?? '-'}`;
    if (seen.at(-1) !== text) seen.push(text);
  });
  return seen;
}
