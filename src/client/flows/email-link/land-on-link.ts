import type { FlowContext } from '../flow-context.ts';
import type { FlowOptions, LinkOutcome, SharedStep } from '../types.ts';

/** What the API may say of a link that was opened. */
const OUTCOMES = [
  'verified',
  'expired',
  'failed',
  'client_mismatch',
  'transferable',
] as const satisfies readonly LinkOutcome[];

interface LandingMachine {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  complete(sessionId: string): Promise<void>;
  goTo(step: SharedStep): void;
  goToStart(): void;
}

/**
 * Goes on from the page behind a mailed link that was opened. In the browser that asked for the link the flow
 * continues; any other one shows what became of it.
 *
 * @param resumeAttempt goes on with an attempt of this browser that waited for the link; false when there is none
 */
export async function landOnLink(machine: LandingMachine, resumeAttempt: () => Promise<boolean>): Promise<void> {
  const params = machine.options.params?.() ?? new URLSearchParams();
  const status = params.get('__clerk_status');
  if (status === null) return machine.goToStart();
  if (status !== 'verified') {
    return machine.goTo({ name: 'verify', outcome: OUTCOMES.find((outcome) => outcome === status) ?? 'failed' });
  }
  await machine.context.whenLoaded();
  const created = params.get('__clerk_created_session');
  const isHere = machine.context.client()?.signedInSessions.some(({ id }) => id === created);
  if (created && isHere) return machine.complete(created);
  if (!created && (await resumeAttempt())) return;
  machine.goTo({ name: 'verify', outcome: 'verified' });
}
