import { type FlowErrors, type FlowState, NO_ERRORS } from './types.ts';

/** The state of a flow, its listeners, and the one action that may run at a time. */
export interface FlowStore<Step extends { name: string }> {
  readonly state: FlowState<Step>;
  /** Changes the state, then calls the listeners. */
  set(patch: Partial<FlowState<Step>>): void;
  subscribe(listener: () => void): () => void;
  /**
   * Runs an action. Does nothing while another one runs, or when the flow is complete. Never rejects: a failure becomes
   * the errors of the state.
   *
   * @param type shown as `pending` while the action runs
   * @param toErrors turns what the action threw into the errors to show
   */
  run(type: string, action: () => Promise<void>, toErrors: (error: unknown) => FlowErrors): Promise<void>;
}

export function createFlowStore<Step extends { name: string }>(step: Step): FlowStore<Step> {
  const listeners = new Set<() => void>();
  let state: FlowState<Step> = { step, pending: null, errors: NO_ERRORS };
  const set = (patch: Partial<FlowState<Step>>) => {
    state = Object.freeze({ ...state, ...patch });
    for (const listener of Array.from(listeners)) listener();
  };
  return {
    get state() {
      return state;
    },
    set,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async run(type, action, toErrors) {
      if (state.pending || state.step.name === 'complete') return;
      set({ pending: type, errors: NO_ERRORS });
      try {
        await action();
        set({ pending: null });
      } catch (error) {
        set({ pending: null, errors: toErrors(error) });
      }
    },
  };
}
