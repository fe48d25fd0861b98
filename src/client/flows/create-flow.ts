import type { FlowContext } from './context.ts';
import { initialIdentifier, signInStart, signUpStart } from './first-steps.ts';
import { loadedMachines, loadMachines, type Machines } from './load-machines.ts';
import type { Flow, FlowOptions, FlowState, SignInFlow, SignUpFlow } from './types.ts';
import type { FlowError } from '../errors.ts';
import { NO_ERRORS } from './no-errors.ts';

export function createSignInFlow(context: FlowContext, options: FlowOptions = {}): SignInFlow {
  return createFlow(
    context,
    () => signInStart(context.environment(), initialIdentifier(options.initialValues)),
    (machines) => machines.createSignInMachine(context, options),
  );
}

export function createSignUpFlow(context: FlowContext, options: FlowOptions = {}): SignUpFlow {
  return createFlow(
    context,
    () => signUpStart(context.environment(), { ...options.initialValues }),
    (machines) => machines.createSignUpMachine(context, options),
  );
}

/**
 * A flow whose first page is there at once while the machine behind it is still on its way. The machine takes over
 * when it arrives; what was submitted or asked for meanwhile is handed to it.
 */
function createFlow<Step extends { name: string }, Action extends { type: string }>(
  context: FlowContext,
  start: () => Step,
  create: (machines: Machines) => Flow<Step, Action>,
): Flow<Step, Action> {
  const machines = loadedMachines();
  if (machines) return create(machines);

  const listeners = new Set<() => void>();
  let state: FlowState<Step> = { step: start(), pending: null, errors: NO_ERRORS };
  let environment = context.environment();
  let inner: Flow<Step, Action> | undefined;
  let wanted: string | undefined;
  let disposed = false;

  const notify = () => {
    for (const listener of Array.from(listeners)) listener();
  };
  const set = (patch: Partial<FlowState<Step>>) => {
    state = Object.freeze({ ...state, ...patch });
    notify();
  };
  const stopFollowing = context.subscribe(() => {
    if (inner || environment === context.environment()) return;
    environment = context.environment();
    set({ step: start() });
  });
  const arrive = async () => {
    const loaded = await loadMachines();
    if (inner || disposed) return;
    stopFollowing();
    inner = create(loaded);
    inner.subscribe(notify);
    if (wanted) inner.show(wanted);
    if (!state.pending) notify();
  };
  // Nothing is fetched before the first page is up.
  const ready = context
    .whenLoaded()
    .catch(() => {})
    .then(context.painted)
    .then(arrive)
    .catch(() => {});

  return {
    get state() {
      return inner?.state ?? state;
    },
    ready,
    async submit(action) {
      if (!inner) {
        if (state.pending) return;
        set({ pending: action.type, errors: NO_ERRORS });
        try {
          await arrive();
        } catch {
          const message = 'The network is not available. Try again.';
          const global: FlowError = { code: 'network_error', message, longMessage: message, meta: {} };
          return set({ pending: null, errors: { fields: {}, global } });
        }
      }
      await inner?.submit(action);
    },
    show(stepName) {
      wanted = stepName;
      inner?.show(stepName);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      disposed = true;
      stopFollowing();
      inner?.dispose();
    },
  };
}
