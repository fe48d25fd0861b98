import { ClerkRuntimeError, type FlowError } from '../errors.ts';
import type { SignUpParams, SignUpResource } from '../resources/types.ts';
import { createAttemptFlow } from './attempt-flow.ts';
import type { FlowContext } from './context.ts';
import { SIGN_UP_FIELDS, signUpStart } from './first-steps.ts';
import { fieldError, isOver, toFlowErrors } from './flow-errors.ts';
import { sentBefore } from './sent-code.ts';
import type { SignUpRun } from './sign-up-method.ts';
import { methodOf } from './sign-up-methods.ts';
import { ticketOf } from './ticket/ticket-of.ts';
import type {
  FlowOptions,
  SignUpAction,
  SignUpFieldSpec,
  SignUpFlow,
  SignUpInput,
  SignUpStep,
  SignUpValues,
} from './types.ts';

const EMAIL_OR_PHONE = 'email_address_or_phone_number';
const NAMELESS: FlowError = {
  code: 'form_param_nil',
  message: '',
  longMessage: '',
  meta: { paramName: 'email_address' },
};

type VerifyStep = 'verify-email-address' | 'verify-phone-number';

/** Sign-up as an explicit machine: what is missing and what is to be verified decide the steps. */
export function createSignUpMachine(context: FlowContext, options: FlowOptions = {}): SignUpFlow {
  let values: SignUpValues = { ...options.initialValues };
  /** How the address is verified; the instance's first choice by default. */
  let emailStrategy: string | undefined;
  let taking: Promise<unknown> | undefined;

  const flow = createAttemptFlow<'signUp', SignUpStep, SignUpAction>(context, options, {
    kind: 'signUp',
    start,
    run: perform,
    land: async (strategy) => (await methodOf(strategy))?.land?.(run),
    fieldsOf: (step) =>
      'fields' in step ? step.fields.map(({ name }) => name) : [step.name === 'waitlist' ? 'emailAddress' : 'code'],
    isOpen,
    learn(next) {
      values = { ...pickValues(next), ...values };
    },
    find: (stepName) => (stepName === 'continue' || isVerify(stepName) ? resume() : undefined),
    refresh,
    takeTicket,
  });
  const run: SignUpRun = Object.assign(flow, { advance });
  return flow;

  function start(attempt?: SignUpResource): SignUpStep {
    const environment = context.environment();
    const isInvited = ticketOf(options) !== undefined || isTicketTaken(attempt);
    if (environment?.user_settings.sign_up?.mode === 'waitlist' && !isInvited) return waitlist(false);
    const step = signUpStart(environment, values, attempt?.hasPassword);
    if (step.name !== 'start') return step;
    // An invitation is for one address, and consent is given once.
    const known = { emailAddress: isInvited, legalAccepted: !!attempt?.legalAcceptedAt } as Record<string, boolean>;
    return Object.freeze({ ...step, fields: step.fields.filter(({ name }) => !known[name]) });
  }

  function waitlist(joined: boolean): SignUpStep {
    return Object.freeze({ name: 'waitlist', joined, values });
  }

  function isTicketTaken(attempt: SignUpResource | undefined): boolean {
    return isOpen(attempt) && attempt.verifications.emailAddress.strategy === 'ticket';
  }

  /** In the background: the form is open meanwhile, and waits for it when it is sent. */
  function takeTicket(): void {
    if (isTicketTaken(flow.attempt)) return;
    taking = methodOf('ticket')
      .then((method) => method?.start?.(run, { type: 'method', strategy: 'ticket' }))
      // A form that is under way says so itself.
      .catch((error) => flow.state.pending ?? flow.set({ errors: toFlowErrors(error, []) }));
  }

  async function joinWaitlist(emailAddress: string): Promise<void> {
    values = { ...values, emailAddress };
    await context.call('/waitlist', { method: 'POST', body: { emailAddress: emailAddress.trim() } });
    flow.set({ step: waitlist(true) });
  }

  /** The step the attempt stands at, if this client can show it. */
  function next(): SignUpStep | undefined {
    const { attempt, sent, link } = flow;
    if (!isOpen(attempt)) return undefined;
    const fields = missingFieldsOf(attempt);
    if (fields.length) return Object.freeze({ name: 'continue', fields, values });
    if (attempt.missingFields.length) return undefined;
    if (attempt.unverifiedFields.includes('email_address')) {
      const emailAddress = attempt.emailAddress ?? '';
      return Object.freeze({ name: 'verify-email-address', emailAddress, strategy: strategyOf(attempt), sent, link });
    }
    if (attempt.unverifiedFields.includes('phone_number')) {
      return Object.freeze({ name: 'verify-phone-number', phoneNumber: attempt.phoneNumber ?? '', sent });
    }
    return undefined;
  }

  function strategyOf({ verifications: { emailAddress } }: SignUpResource): string {
    const { strategy, supportedStrategies } = emailAddress;
    if (emailStrategy) return emailStrategy;
    if (strategy && supportedStrategies.includes(strategy)) return strategy;
    return context.environment()?.user_settings.attributes?.email_address?.verifications?.[0] ?? 'email_code';
  }

  function refresh(): void {
    const step = isVerify(flow.state.step.name) && next();
    if (step) flow.set({ step });
  }

  function resume(): SignUpStep | undefined {
    const step = next();
    const { attempt } = flow;
    if (!attempt || !step || !isVerify(step.name)) return step;
    flow.sent ??= sentEarlier(attempt, step.name);
    if (flow.sent && 'strategy' in step && step.strategy === 'email_link')
      queueMicrotask(() => void wait().catch(() => {}));
    return next();
  }

  function sentEarlier(attempt: SignUpResource, step: VerifyStep) {
    const { emailAddress, phoneNumber } = attempt.verifications;
    return step === 'verify-phone-number'
      ? sentBefore(context.clock, attempt.phoneNumber ?? '', phoneNumber)
      : sentBefore(context.clock, attempt.emailAddress ?? '', emailAddress);
  }

  async function wait(): Promise<void> {
    await (await methodOf('email_link'))?.wait?.(run);
  }

  async function perform(action: SignUpAction): Promise<void> {
    const { step } = flow.state;
    const { attempt } = flow;
    if (action.type === 'fields') return sendFields(action.values);
    if (action.type === 'join-waitlist') return joinWaitlist(action.emailAddress);
    if (action.type === 'method') {
      flow.leave();
      return (await methodOf(action.strategy))?.start?.(run, action);
    }
    if (!isVerify(step.name) || !attempt) return;
    if (action.type === 'resend') return prepare();
    if (action.type === 'choose-strategy') {
      flow.leave();
      emailStrategy = action.strategy;
      flow.sent = flow.link = null;
      return prepare();
    }
    if (action.type !== 'code') return;
    const strategy = step.name === 'verify-phone-number' ? 'phone_code' : strategyOf(attempt);
    flow.attempt = await attempt.attemptVerification({ strategy, code: action.code });
    flow.sent = flow.link = null;
    await advance();
  }

  async function sendFields({ password, legalAccepted, ...typed }: SignUpInput): Promise<void> {
    values = { ...values, ...typed };
    await taking;
    const present = flow.attempt;
    const params: SignUpParams = { password: password || undefined, legalAccepted: legalAccepted ? true : undefined };
    for (const [name, value] of Object.entries(typed) as [keyof SignUpValues, string | undefined][]) {
      const text = value?.trim();
      // What was typed before and is empty now is taken back.
      if (text || (isOpen(present) && present[name] && text === '')) params[name] = text;
    }
    const ticket = isTicketTaken(present) ? undefined : ticketOf(options);
    if (ticket) Object.assign(params, { strategy: 'ticket', ticket, emailAddress: undefined });
    const signUp = await flow.begin();
    const create = () => signUp.create({ ...params, unsafeMetadata: options.unsafeMetadata });
    let attempt: SignUpResource;
    try {
      attempt = flow.attempt = await (isOpen(present) ? present.update(params).catch(createIfGone) : create());
    } catch (error) {
      return flow.finishExisting(error);
    }
    const isElsewhere = flow.sent?.to !== attempt.emailAddress && flow.sent?.to !== attempt.phoneNumber;
    // A code is good for the attempt it was sent for.
    if (isElsewhere || attempt.id !== present?.id) flow.sent = flow.link = null;
    const isNameless = attempt.missingFields.includes(EMAIL_OR_PHONE) && flow.state.step.name === 'continue';
    await advance();
    if (isNameless) flow.set({ errors: fieldError('emailAddress', NAMELESS) });

    /** The first page holds everything an expired attempt knew, but the password it was given. */
    function createIfGone(error: unknown): Promise<SignUpResource> {
      if (!isOver(error) || flow.state.step.name !== 'start') throw error;
      return create();
    }
  }

  /** Goes where the attempt stands. */
  async function advance(): Promise<void> {
    const { status, createdSessionId } = flow.attempt as SignUpResource;
    if (status === 'complete') return flow.finish(createdSessionId);
    if (status === 'abandoned') throw new ClerkRuntimeError('attempt_expired', 'This sign-up took too long.');
    const step = next();
    if (!step) {
      throw new ClerkRuntimeError(
        'sign_up_step_unsupported',
        'This sign-up needs a step that this page does not have.',
      );
    }
    flow.set({ step });
    if (isVerify(step.name) && !flow.sent) await prepare();
  }

  async function prepare(): Promise<void> {
    const { attempt } = flow;
    const step = next();
    if (!attempt || !step || !isVerify(step.name)) return;
    const isPhone = step.name === 'verify-phone-number';
    const strategy = isPhone ? 'phone_code' : strategyOf(attempt);
    const to = (isPhone ? attempt.phoneNumber : attempt.emailAddress) ?? '';
    await flow.send(strategy, to, (link) => attempt.prepareVerification({ strategy, ...link }));
    if (strategy === 'email_link') await wait();
  }
}

function isVerify(name: string): name is VerifyStep {
  return name === 'verify-email-address' || name === 'verify-phone-number';
}

function isOpen(attempt: SignUpResource | undefined): attempt is SignUpResource {
  return attempt?.status === 'missing_requirements';
}

function pickValues({ emailAddress, phoneNumber, username, firstName, lastName }: SignUpResource): SignUpValues {
  const known = Object.entries({ emailAddress, phoneNumber, username, firstName, lastName });
  return Object.fromEntries(known.filter(([, value]) => value)) as SignUpValues;
}

/** The fields an attempt still misses, as far as this client can ask for them. */
function missingFieldsOf(attempt: SignUpResource): SignUpFieldSpec[] {
  const isMissing = (attribute: string) => attempt.missingFields.includes(attribute);
  // One of the two is enough.
  if (isMissing(EMAIL_OR_PHONE)) {
    const either = (['emailAddress', 'phoneNumber'] as const).map((name) => ({ name, required: false }));
    return [
      ...either,
      ...missingFieldsOf({
        ...attempt,
        missingFields: attempt.missingFields.filter((name) => name !== EMAIL_OR_PHONE),
      }),
    ];
  }
  const fields: SignUpFieldSpec[] = SIGN_UP_FIELDS.filter(([attribute]) => isMissing(attribute)).map(([, name]) => ({
    name,
    required: true,
  }));
  if (isMissing('legal_accepted')) fields.push({ name: 'legalAccepted', required: true });
  return fields;
}
