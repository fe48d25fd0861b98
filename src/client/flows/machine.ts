import type { FlowErrors, FlowState } from './types.ts';
import { NO_ERRORS } from './no-errors.ts';

export interface Machine<Step extends { name: string }, Action extends { type: string }> {
  readonly state: FlowState<Step>;
  /** Changes the state and tells the listeners. */
  set(patch: Partial<FlowState<Step>>): void;
  /** Runs an action if none is pending. */
  submit(action: Action): Promise<void>;
  subscribe(listener: () => void): () => void;
}

/**
 * The common part of all flows: one door, closed while an action is pending; it never rejects.
 *
 * @param run performs an action
 * @param explain turns what `run` threw into the errors to show
 */
export function createMachine<Step extends { name: string }, Action extends { type: string }>(
  step: Step,
  run: (action: Action) => Promise<void>,
  explain: (error: unknown) => FlowErrors,
): Machine<Step, Action> {
  const listeners = new Set<() => void>();
  let state: FlowState<Step> = Object.freeze({ step, pending: null, errors: NO_ERRORS });
  const set = (patch: Partial<FlowState<Step>>) => {
    state = Object.freeze({ ...state, ...patch });
    for (const listener of Array.from(listeners)) listener();
  };
  return {
    get state() {
      return state;
    },
    set,
    async submit(action) {
      if (state.pending || state.step.name === 'complete') return;
      set({ pending: action.type, errors: NO_ERRORS });
      try {
        await run(action);
        set({ pending: null });
      } catch (error) {
        set({ pending: null, errors: explain(error) });
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
