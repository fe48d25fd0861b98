import { isClerkAPIResponseError } from '../errors.ts';
import type { FlowContext } from './context.ts';
import { firstError, globalError, toFlowErrors } from './flow-errors.ts';
import { createMachine, type Machine } from './machine.ts';
import { NO_ERRORS } from './no-errors.ts';

type Complete = { readonly name: 'complete'; readonly sessionId: string };

export interface AttemptFlowParts<Step extends { name: string }, Action extends { type: string }> {
  /** The first step, from what is known now. */
  start(): Step;
  run(action: Action): Promise<void>;
  /** Names of the form fields a step shows. */
  fieldsOf(step: Step): readonly string[];
  /** The client is known now. */
  arrived(): void;
  /** The attempt is over without a result: forget it. */
  forget(): void;
}

export interface AttemptFlow<Step extends { name: string }, Action extends { type: string }>
  extends Machine<Step, Action> {
  /** Activates the session and completes the flow. */
  finish(sessionId: string | null | undefined): Promise<void>;
  /** Completes with a session the API says is there already; throws any other error again. */
  finishExisting(error: unknown): Promise<void>;
  dispose(): void;
}

/** What the API says when an attempt is no more: it was abandoned, finished or belongs to an earlier client. */
const OVER = ['resource_not_found', 'client_not_found', 'client_state_invalid'];

/**
 * What sign-in and sign-up have in common: an attempt on the server that may expire, a client that may arrive late,
 * and other tabs that may finish first.
 */
export function createAttemptFlow<Step extends { name: string }, Action extends { type: string }>(
  context: FlowContext,
  parts: AttemptFlowParts<Step | Complete, Action>,
): AttemptFlow<Step | Complete, Action> {
  let known: Set<string> | undefined;
  let environment = context.environment();
  let finishedElsewhere: string | undefined;

  const machine: Machine<Step | Complete, Action> = createMachine<Step | Complete, Action>(
    parts.start(),
    parts.run,
    (error) => {
      if (finishedElsewhere) {
        follow(finishedElsewhere);
        return NO_ERRORS;
      }
      const { step } = machine.state;
      const code = firstError(error)?.code ?? (error as { code?: string }).code ?? '';
      const over = step.name !== 'start' && (OVER.includes(code) || code === 'attempt_expired');
      if (!over) return toFlowErrors(error, parts.fieldsOf(step));
      parts.forget();
      machine.set({ step: parts.start() });
      return globalError('attempt_expired', 'This took too long, or was finished elsewhere. Start again.');
    },
  );

  const finish = async (sessionId: string | null | undefined) => {
    const session = sessionId ?? '';
    await context.setActive({ session });
    machine.set({ step: Object.freeze({ name: 'complete', sessionId: session }), errors: NO_ERRORS });
  };

  const look = () => {
    if (environment !== context.environment()) {
      environment = context.environment();
      if (machine.state.step.name === 'start') machine.set({ step: parts.start() });
    }
    const ids = context.client()?.signedInSessions.map(({ id }) => id);
    if (!ids) return;
    const created = known && ids.find((id) => !known?.has(id));
    const arrived = !known;
    known = new Set(ids);
    if (arrived) parts.arrived();
    if (created) follow(created);
  };
  // The parts use what is returned here: they hear of a client that is there already once they have it.
  queueMicrotask(look);

  return {
    get state() {
      return machine.state;
    },
    set: machine.set,
    submit: machine.submit,
    subscribe: machine.subscribe,
    finish,
    async finishExisting(error) {
      const { code, meta } = firstError(error) ?? {};
      const client = context.client();
      if (code === 'identifier_already_signed_in' && meta?.sessionId) return finish(meta.sessionId);
      const live = client?.lastActiveSessionId ?? client?.signedInSessions[0]?.id;
      if (code !== 'session_exists' || !live || !isClerkAPIResponseError(error)) throw error;
      return finish(live);
    },
    dispose: context.subscribe(look),
  };

  /** Another tab finished: so does this one, unless an action of its own is under way. */
  function follow(sessionId: string): void {
    const { pending, step } = machine.state;
    // Whoever signs up below this flow is led on from there.
    if (step.name === 'complete' || step.name === 'create') return;
    if (pending) finishedElsewhere = sessionId;
    else finish(sessionId).catch(() => {});
  }
}
