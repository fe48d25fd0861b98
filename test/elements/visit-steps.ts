import { steadyNow } from '../../src/client/platform/steady-now.ts';
import type { FlowState } from '../../src/client/flows/types.ts';
import { installWallets, SENT, type ShownStep, type StepState, type Tag } from './every-step.ts';
import { FakeClerk } from './fake-clerk.ts';
import { environmentOf } from './offer.ts';
import { mount } from './support.ts';

/** Goes through steps in one element, as a visitor does who sees one after the other. */
export async function visitSteps(
  tag: Tag,
  steps: readonly [name: string, state: StepState][],
  arrived: (element: HTMLElement, name: string) => void,
): Promise<void> {
  const clerk = new FakeClerk();
  const flow = (tag === 'clerk-sign-in' ? clerk.signIn : clerk.signUp) as unknown as ShownStep['flow'];
  installWallets();
  const mounted = await mount(tag, { clerk });
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) await mounted.settled();
  };
  for (const [name, state] of steps) {
    clerk.__internal_environment = environmentOf(state.offer);
    clerk.set({ client: state.client ?? { id: 'client_1' } });
    const sent = state.wait && { ...SENT, resendAt: steadyNow() + state.wait * 1000 };
    // Left for the next step.
    Object.assign(mounted.element, { choosing: null });
    const step: ShownStep['flow']['state']['step'] = { ...state.step, ...(sent && { sent }) };
    flow.set({ step });
    await settled();
    for (const selector of state.press ?? []) {
      mounted.find(selector).click();
      await settled();
    }
    if (state.pending) flow.set({ pending: state.pending } as Partial<FlowState<never>>);
    const { global, ...others } = state.errors ?? {};
    if (state.errors) flow.fail(others, global);
    await settled();
    arrived(mounted.element, name);
  }
}
