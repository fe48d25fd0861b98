import type { FlowContext } from '../context.ts';
import type { FlowOptions, LinkOutcome } from '../types.ts';

const OUTCOMES: readonly string[] = ['verified', 'expired', 'failed', 'client_mismatch', 'transferable'];

interface Landing {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  finish(sessionId: string): Promise<void>;
  goTo(step: 'start'): void;
  goToVerify(outcome: LinkOutcome): void;
}

/**
 * The page behind a link that was confirmed: goes on when the link was opened in the browser that asked, and tells
 * what became of it otherwise.
 *
 * @param resume goes on with an attempt of this browser that the link was a step of; false when there is none
 */
export async function landOnLink(run: Landing, resume: () => Promise<boolean>): Promise<void> {
  const params = run.options.params?.() ?? new URLSearchParams();
  const outcome = params.get('__clerk_status');
  if (outcome === null) return run.goTo('start');
  if (outcome !== 'verified') return run.goToVerify((OUTCOMES.includes(outcome) ? outcome : 'failed') as LinkOutcome);
  await run.context.whenLoaded();
  const created = params.get('__clerk_created_session');
  const isHere = run.context.client()?.signedInSessions.some(({ id }) => id === created);
  if (created && isHere) return run.finish(created);
  if (!created && (await resume())) return;
  run.goToVerify('verified');
}
