import type {
  FlowErrors,
  FlowOptions,
  SignInAction,
  SignInStep,
  SignUpAction,
  SignUpStep,
} from '../../client/flows/types.ts';
import { earlierFactor, preferredFactor, preferredSecondFactor } from '../../client/flows/sign-in-factors.ts';
import {
  loadSignInMethod,
  loadSignUpMethod,
  type SignInMachine,
  type SignUpMachine,
} from '../../client/flows/methods.ts';
import { createSignInMachine } from '../../client/flows/sign-in-machine.ts';
import { createSignUpMachine } from '../../client/flows/sign-up-machine.ts';
import { isSent } from '../../client/flows/sent-code.ts';
import { levelOf } from '../../client/flows/sign-in-status.ts';
import { initialValues } from '../../elements/controllers/initial-values.ts';
import type { FlowRequest } from './flow-request.ts';
import { type FlowUrls, flowUrls, type ViewParameters, viewParameters } from './flow-urls.ts';
import { createRequestContext, type RequestContext } from './request-context.ts';
import { waitsForLink } from './screen-calls.ts';

export type Step = SignInStep | SignUpStep;
export type Action = SignInAction | SignUpAction;

/** The flow of one request, at the step of its URL or at the nearest one that the attempt allows. */
export interface OpenFlow {
  readonly context: RequestContext;
  readonly urls: FlowUrls;
  readonly step: Step;
  readonly errors: FlowErrors;
  /** Performs an action, and resolves when the flow waits for the user again or has left the page. */
  submit(action: Action): Promise<void>;
  /** Returns the query parameters that lead back to what the present step shows. */
  view(): ViewParameters;
  /** Ends everything that the flow waits for. */
  close(): void;
}

/** Steps that the machine is asked for. What follows a reset of the password is no step of the machine after a reload. */
const STEPS = {
  signIn: /^(factor-|client-trust|reset-password$|sso-|verify|choose|create)/,
  signUp: /^(continue|verify|sso-|choose|waitlist)/,
} as const;

/** Loads the visitor's client, and brings the machine of the client to the step of the URL. */
export async function openFlow(request: FlowRequest): Promise<OpenFlow> {
  const { kind, step: urlStep, query } = request;
  const urls = flowUrls(request);
  const context = createRequestContext(request);
  await context.load();
  const options: FlowOptions = {
    initialValues: initialValues(query),
    stepUrl: (name) => urls.of(name),
    targetUrl: () => urls.target,
    counterpartUrl: () => urls.counterpart,
    params: () => query,
    oauthFlow: 'redirect',
    withSignUp: request.withSignUp ?? false,
    holdsTicket: kind === 'signIn' || !request.isPost,
  };
  const machine = kind === 'signIn' ? createSignInMachine(context, options) : createSignUpMachine(context, options);
  // The machine reads the client in a microtask of its own.
  await Promise.resolve();
  const wanted = urlStep.replace(/\/.*/, '');
  machine.requestStep(STEPS[kind].test(wanted) ? wanted : 'start');
  await settle(machine, context);
  await linkIsKnown(machine, kind);
  const flow: OpenFlow = {
    context,
    urls,
    get step() {
      return machine.state.step;
    },
    get errors() {
      return machine.state.errors;
    },
    async submit(action) {
      // Each machine ignores the actions of the other one.
      const over = machine.submit(action as never);
      await Promise.race([over, context.left]);
      await settle(machine, context);
    },
    view: () => ({
      factor: chosenFactor(machine, context),
      choose: 'choosing' in machine.state.step ? machine.state.step.choosing : undefined,
    }),
    close() {
      machine.dispose();
      context.close();
    },
  };
  await showChosen(flow, viewParameters(query));
  return flow;
}

type Machine = SignInMachine | SignUpMachine;

/** Resolves when no action is pending, or when the page is left. */
async function settle(machine: Machine, context: RequestContext): Promise<void> {
  while (machine.state.pending && context.leftFor === undefined) {
    const changed = Promise.withResolvers<void>();
    const stop = machine.subscribe(changed.resolve);
    await Promise.race([changed.promise, context.left]);
    stop();
  }
}

/** Resolves when a step that waits for a mailed link knows of it: the machine loads that part in the background. */
async function linkIsKnown(machine: Machine, kind: FlowRequest['kind']): Promise<void> {
  const isUnknown = () => {
    const { step } = machine.state;
    return waitsForLink(step) && !step.link && !!step.sent;
  };
  if (!isUnknown()) return;
  const load = kind === 'signIn' ? loadSignInMethod : loadSignUpMethod;
  await load('email_link');
  while (isUnknown()) {
    const changed = Promise.withResolvers<void>();
    const stop = machine.subscribe(changed.resolve);
    await changed.promise;
    stop();
  }
}

/** Shows the factor that the URL names, if the account has it. Nothing is sent for it. */
async function showChosen(flow: OpenFlow, { factor: strategy }: ViewParameters): Promise<void> {
  const { step } = flow;
  if (!strategy || !('factor' in step) || step.factor.strategy === strategy || isSent(strategy)) return;
  const factor = step.alternatives.find((each) => each.strategy === strategy);
  if (factor) await flow.submit({ type: 'choose-factor', factor });
}

/** Returns the strategy of the factor that is shown, where another one would be shown without being told. */
function chosenFactor({ state, attempt }: Machine, context: RequestContext): string | undefined {
  if (!('factor' in state.step) || !attempt || !('supportedFirstFactors' in attempt)) return undefined;
  const { strategy } = state.step.factor;
  const preferred =
    levelOf(attempt) === 'first'
      ? preferredFactor(attempt, context.environment())
      : preferredSecondFactor(attempt, { ...context, storage: { get: () => null, set() {} } });
  const shown = earlierFactor(context, attempt)?.factor ?? preferred;
  return shown?.strategy === strategy ? undefined : strategy;
}
