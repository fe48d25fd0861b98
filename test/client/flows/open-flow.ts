import assert from 'node:assert/strict';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { Flow, SignInFlow, SignInStep } from '../../../src/client/flows/types.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import { type FakeTab, flush } from '../../support/fake-platform.ts';

export const EMAIL = 'ada@acme.example';
export const PASSWORD = 'correct horse';

/** Opens a page of a signed-out browser, with one user that the API knows. */
export async function openPage(fapi = new FakeFapi()): Promise<{ fapi: FakeFapi; clerk: Clerk; tab: FakeTab }> {
  if (!fapi.accounts.length) fapi.addAccount({ email: EMAIL, password: PASSWORD });
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load();
  await flush();
  return { fapi, clerk, tab };
}

/** Opens such a page with a sign-in form, and clears the list of requests. */
export async function openSignIn(
  fapi?: FakeFapi,
): Promise<Awaited<ReturnType<typeof openPage>> & { flow: SignInFlow }> {
  const page = await openPage(fapi);
  const flow = page.clerk.__internal_createFlow(createSignInFlow);
  await flush();
  page.fapi.calls.length = 0;
  return { ...page, flow };
}

/** Checks that a sign-in is at this step, and returns the step. */
export function at<N extends SignInStep['name']>(flow: SignInFlow, name: N): Extract<SignInStep, { name: N }> {
  assert.equal(flow.state.step.name, name);
  return flow.state.step as Extract<SignInStep, { name: N }>;
}

/** Records the name of each step and the pending action, as an element would render them. */
export function record<S extends { name: string }, A extends { type: string }>(flow: Flow<S, A>): string[] {
  const seen: string[] = [];
  flow.subscribe(() => {
    const { step, pending } = flow.state;
    const text = `${step.name} ${pending ?? '-'}`;
    if (seen.at(-1) !== text) seen.push(text);
  });
  return seen;
}
