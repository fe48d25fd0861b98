import './every-view.ts';
import { steadyNow } from '../../src/client/platform/steady-now.ts';
import { accountsKey } from '../../src/client/session/accounts-key.ts';
import type { FlowState } from '../../src/client/flows/types.ts';
import { createTestWallet } from '../support/test-wallet.ts';
import { ICON, SENT, type StepState, type Tag } from './every-step.ts';
import { FakeClerk, type FakeFlow } from './fake-clerk.ts';
import { environmentOf } from './offer.ts';
import { type Mounted, mount } from './support.ts';

/** The flow of either element: tests set any step of it. */
type AnyFlow = FakeFlow<{ name: string }, { type: string }>;

export interface ShownStep extends Mounted<HTMLElementTagNameMap[Tag]> {
  flow: AnyFlow;
}

/** Shows a step in an element of its own. The element shows the first step before, as it does for a user. */
export async function showStep(state: StepState, properties: object = {}): Promise<ShownStep> {
  const clerk = new FakeClerk();
  clerk.__internal_environment = environmentOf(state.offer);
  clerk.client = state.client ?? { id: 'client_1' };
  const flow = flowOf(clerk, state.tag);
  if (state.offer?.wallets) installWallets();
  if (state.step.name === 'start' || state.step.name === 'continue') {
    flow.state = { ...flow.state, step: state.step };
    flow.reachable = { start: state.step };
  }
  keepAccounts(state);
  const greeting = state.accounts && { welcomeBack: true };
  const shown = withPatience(await mount(state.tag, { clerk, properties: { ...greeting, ...properties } }), flow);
  await enter(shown, state);
  return shown;
}

/** Shows steps one after the other in the same element. */
export async function walkSteps(
  tag: Tag,
  steps: readonly [name: string, state: StepState][],
  arrived: (element: HTMLElement, name: string) => void,
): Promise<void> {
  const clerk = new FakeClerk();
  installWallets();
  let shown: ShownStep | undefined;
  let isGreeting = false;
  for (const [name, state] of steps) {
    keepAccounts(state);
    // An element decides once whether it greets accounts, and remembers that the user turned them down.
    if (!shown || isGreeting || state.accounts) {
      isGreeting = !!state.accounts;
      shown?.element.remove();
      const mounted = await mount(tag, { clerk, properties: { welcomeBack: isGreeting } });
      shown = withPatience(mounted, flowOf(clerk, tag));
    }
    clerk.__internal_environment = environmentOf(state.offer);
    clerk.set({ client: state.client ?? { id: 'client_1' } });
    // The step before may have shown the list of other methods.
    Object.assign(shown.element, { choosing: null });
    await enter(shown, state);
    arrived(shown.element, name);
  }
}

/** Stores the accounts that the first screen greets, and only those. */
export function keepAccounts({ accounts = [] }: Pick<StepState, 'accounts'>): void {
  localStorage.setItem(accountsKey({ frontendApi: 'clerk.example.com' }), JSON.stringify(accounts));
}

/** Brings the element that is shown into a state. */
async function enter({ flow, find, settled }: ShownStep, state: StepState): Promise<void> {
  const sent = state.wait && { ...SENT, resendAt: steadyNow() + state.wait * 1000 };
  const step = sent ? { ...state.step, sent } : state.step;
  if (flow.state.step !== step) flow.set({ step });
  await settled();
  for (const [name, value] of Object.entries(state.type ?? {})) {
    const field = find<HTMLInputElement>(`input[name=${name}]`);
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
    await settled();
  }
  for (const selector of state.press ?? []) {
    find(selector).click();
    await settled();
  }
  if (state.pending) flow.set({ pending: state.pending } as Partial<FlowState<never>>);
  const { global, ...others } = state.errors ?? {};
  if (state.errors) flow.fail(others, global);
  await settled();
}

function flowOf(clerk: FakeClerk, tag: Tag): AnyFlow {
  // A flow of one element does not accept the steps of the other, and here either may be meant.
  return (tag === 'clerk-sign-in' ? clerk.signIn : clerk.signUp) as unknown as AnyFlow;
}

/** Waits three times as long: a view and the parts in it are loaded one after the other. */
function withPatience(mounted: Mounted<HTMLElementTagNameMap[Tag]>, flow: AnyFlow): ShownStep {
  const settled = async () => {
    for (let turn = 0; turn < 3; turn++) await mounted.settled();
  };
  return { ...mounted, settled, flow };
}

let installed = false;

function installWallets(): void {
  if (installed) return;
  installed = true;
  createTestWallet({ name: 'MetaMask', icon: ICON }).install(window);
  createTestWallet({ name: 'Coinbase Wallet', rdns: 'com.coinbase.wallet', icon: ICON }).install(window);
}
