import { initialIdentifier, signInStart } from './sign-in-start.ts';
import type { FlowContext } from './flow-context.ts';
import { loadedMachines, loadMachines, type Machines } from './load-machines.ts';
import { type FlowOptions, NO_ERRORS, type RoutedFlow, type SignInFlow } from './types.ts';

export function createSignInFlow(context: FlowContext, options: FlowOptions = {}): SignInFlow {
  return createFlow(
    context,
    () => signInStart(context.environment(), initialIdentifier(options.initialValues)),
    ({ createSignInMachine }) => createSignInMachine(context, options),
  );
}

/**
 * Creates a flow that has its first step at once, while the machine behind it is loaded. What is submitted or asked for
 * meanwhile is handed to the machine, whose state the flow has from then on.
 */
export function createFlow<Step extends { name: string }, Action extends { type: string }>(
  context: FlowContext,
  startStep: () => Step,
  createMachine: (machines: Machines) => RoutedFlow<Step, Action>,
): RoutedFlow<Step, Action> {
  const machines = loadedMachines();
  if (machines) return createMachine(machines);

  const listeners = new Set<() => void>();
  let pending: string | null = null;
  let errors = NO_ERRORS;
  let machine: RoutedFlow<Step, Action> | undefined;
  let requestedStep: string | undefined;
  let isDisposed = false;

  const notify = () => {
    for (const listener of Array.from(listeners)) listener();
  };
  const loadMachine = async () => {
    const loaded = await loadMachines();
    if (machine || isDisposed) return;
    machine = createMachine(loaded);
    machine.subscribe(notify);
    if (requestedStep) machine.requestStep(requestedStep);
    if (!pending) notify();
  };
  // Nothing is fetched before the first page is painted.
  const ready = context
    .whenLoaded()
    .catch(() => {})
    .then(context.painted)
    .then(loadMachine)
    .catch(() => {});

  return {
    get state() {
      // The environment may be newer than it was when the flow was created.
      return machine?.state ?? { step: startStep(), pending, errors };
    },
    ready,
    async submit(action) {
      if (!machine) {
        if (pending) return;
        pending = action.type;
        errors = NO_ERRORS;
        notify();
        try {
          await loadMachine();
        } catch {
          pending = null;
          // Every element has the text of this error.
          errors = { fields: {}, global: { code: 'network_error', message: '', longMessage: '', meta: {} } };
          return notify();
        }
      }
      await machine?.submit(action);
    },
    async watch(strategy) {
      await ready;
      await machine?.watch?.(strategy);
    },
    requestStep(stepName) {
      requestedStep = stepName;
      machine?.requestStep(stepName);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      isDisposed = true;
      machine?.dispose();
    },
  };
}
