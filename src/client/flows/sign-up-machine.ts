import { ClerkRuntimeError, isClerkAPIResponseError } from '../errors.ts';
import type { SignUpParams, SignUpResource } from '../resources/types.ts';
import { createAttemptFlow } from './attempt-flow.ts';
import type { FlowContext } from './context.ts';
import { SIGN_UP_FIELDS, signUpStart } from './first-steps.ts';
import { fieldError, toFlowErrors } from './flow-errors.ts';
import { toFlow } from './machine.ts';
import { NO_ERRORS } from './no-errors.ts';
import { presentAttempt } from './present-attempt.ts';
import { justSent, sentBefore, waitToResend } from './sent-code.ts';
import type { SignUpRun } from './sign-up-method.ts';
import { isSignUpLanding, signUpLandingOf, signUpMethodOf } from './sign-up-methods.ts';
import { ticketOf } from './ticket/ticket-of.ts';
import type {
  FlowOptions,
  SentCode,
  SentLink,
  SignUpAction,
  SignUpFieldSpec,
  SignUpFlow,
  SignUpInput,
  SignUpStep,
  SignUpValues,
} from './types.ts';
import { takesWallets } from './wallet/takes-wallets.ts';

const EMAIL_OR_PHONE = 'email_address_or_phone_number';
const NAMELESS = { code: 'form_param_nil', message: '', longMessage: '', meta: { paramName: 'email_address' } };

type VerifyStep = 'verify-email-address' | 'verify-phone-number';

/** Sign-up as an explicit machine: what is missing and what is to be verified decide the steps. */
export function createSignUpMachine(context: FlowContext, options: FlowOptions = {}): SignUpFlow {
  let attempt: SignUpResource | undefined;
  let values: SignUpValues = { ...options.initialValues };
  let sent: SentCode | null = null;
  let link: SentLink | null = null;
  /** How the address is verified; the instance's first choice by default. */
  let emailStrategy: string | undefined;
  let waiting = new AbortController();
  /** The URL asked for this step before the client was known. */
  let wanted: string | undefined;
  let taking: Promise<unknown> | undefined;

  const flow = createAttemptFlow<SignUpStep, SignUpAction>(context, {
    start,
    run: perform,
    fieldsOf: (step) =>
      'fields' in step ? step.fields.map(({ name }) => name) : [step.name === 'waitlist' ? 'emailAddress' : 'code'],
    arrived() {
      const present = context.client()?.signUp;
      if (!attempt && isOpen(present)) {
        attempt = present;
        values = { ...pickValues(present), ...values };
        if (flow.state.step.name === 'start') flow.set({ step: start() });
      }
      if (wanted && !flow.state.pending) show(wanted);
      takeTicket();
    },
    forget() {
      attempt = undefined;
      leave();
    },
  });
  const run: SignUpRun = {
    context,
    options,
    get attempt() {
      return attempt;
    },
    get left() {
      return waiting.signal;
    },
    begin: () => presentAttempt(context, 'signUp'),
    take(next) {
      attempt = next;
      values = { ...pickValues(next), ...values };
    },
    advance,
    finish: flow.finish,
    submit: flow.submit,
    showLink(next) {
      link = next;
      refresh();
    },
    goTo(step, error) {
      const next = step === 'start' ? start() : { name: step };
      flow.set({ step: Object.freeze(next), errors: error ? toFlowErrors(error, []) : NO_ERRORS });
    },
    goToVerify: (outcome) => flow.set({ step: Object.freeze({ name: 'verify', outcome }) }),
  };
  return toFlow(flow, show, () => {
    leave();
    flow.dispose();
  });

  function start(): SignUpStep {
    const environment = context.environment();
    const isInvited = ticketOf(options) !== undefined || isTicketTaken();
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

  function isTicketTaken(): boolean {
    return isOpen(attempt) && attempt.verifications.emailAddress.strategy === 'ticket';
  }

  /** In the background: the form is open meanwhile, and waits for it when it is sent. */
  function takeTicket(): void {
    if (!ticketOf(options) || isTicketTaken()) return;
    taking = signUpMethodOf('ticket')
      .then((method) => method?.start?.(run, { type: 'method', strategy: 'ticket' }))
      .catch((error) => flow.set({ errors: toFlowErrors(error, []) }));
  }

  async function joinWaitlist(emailAddress: string): Promise<void> {
    values = { ...values, emailAddress };
    await context.call('/waitlist', { method: 'POST', body: { emailAddress: emailAddress.trim() } });
    flow.set({ step: waitlist(true) });
  }

  function leave(): void {
    waiting.abort();
    waiting = new AbortController();
  }

  /** The step the attempt stands at, if this client can show it. */
  function next(): SignUpStep | undefined {
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
    return emailStrategy ?? (strategy && supportedStrategies.includes(strategy) ? strategy : 'email_code');
  }

  function refresh(): void {
    const step = isVerify(flow.state.step.name) && next();
    if (step) flow.set({ step });
  }

  function show(stepName: string): void {
    const { step } = flow.state;
    if (step.name === 'complete' || step.name === stepName) return;
    wanted = context.client() ? undefined : stepName;
    leave();
    if (isSignUpLanding(stepName)) return land(stepName);
    if (stepName === 'choose-wallet' && takesWallets(context.environment())) return run.goTo(stepName);
    const later = stepName === 'continue' || isVerify(stepName);
    const target = (later && resume()) || start();
    if (target.name !== step.name) flow.set({ step: target, errors: NO_ERRORS });
  }

  function land(stepName: string): void {
    if (!context.client()) return;
    flow.set({
      step: Object.freeze(stepName === 'verify' ? { name: 'verify', outcome: 'loading' } : { name: 'sso-callback' }),
      errors: NO_ERRORS,
    });
    void flow.submit({ type: 'land' });
  }

  function resume(): SignUpStep | undefined {
    const step = next();
    if (!attempt || !step || !isVerify(step.name)) return step;
    sent ??= sentEarlier(step);
    if (sent && step.name === 'verify-email-address' && step.strategy === 'email_link')
      queueMicrotask(() => void wait());
    return next();
  }

  function sentEarlier(step: SignUpStep): SentCode | null {
    if (!attempt) return null;
    const { emailAddress, phoneNumber } = attempt.verifications;
    return step.name === 'verify-phone-number'
      ? sentBefore(context.clock, attempt.phoneNumber ?? '', phoneNumber)
      : sentBefore(context.clock, attempt.emailAddress ?? '', emailAddress);
  }

  async function wait(): Promise<void> {
    await (await signUpMethodOf('email_link'))?.wait?.(run);
  }

  async function perform(action: SignUpAction): Promise<void> {
    wanted = undefined;
    const { step } = flow.state;
    if (action.type === 'fields') return sendFields(action.values);
    if (action.type === 'join-waitlist') return joinWaitlist(action.emailAddress);
    if (action.type === 'method') {
      leave();
      return (await signUpMethodOf(action.strategy))?.start?.(run, action);
    }
    if (action.type === 'land') return (await signUpLandingOf(step.name))?.land?.(run);
    if (!isVerify(step.name) || !attempt) return;
    if (action.type === 'resend') return prepare();
    if (action.type === 'choose-strategy') {
      leave();
      emailStrategy = action.strategy;
      sent = link = null;
      return prepare();
    }
    if (action.type !== 'code') return;
    const strategy = step.name === 'verify-phone-number' ? 'phone_code' : strategyOf(attempt);
    attempt = await attempt.attemptVerification({ strategy, code: action.code });
    sent = link = null;
    await advance();
  }

  async function sendFields({ password, legalAccepted, ...typed }: SignUpInput): Promise<void> {
    values = { ...values, ...typed };
    const params: SignUpParams = { password: password || undefined, legalAccepted: legalAccepted ? true : undefined };
    for (const [name, value] of Object.entries(typed)) {
      const text = value?.trim();
      if (text) params[name as keyof SignUpValues] = text;
    }
    await taking;
    const ticket = isTicketTaken() ? undefined : ticketOf(options);
    if (ticket) Object.assign(params, { strategy: 'ticket', ticket, emailAddress: undefined });
    const signUp = await run.begin();
    const create = () => signUp.create({ ...params, unsafeMetadata: options.unsafeMetadata });
    try {
      attempt = await (isOpen(attempt) ? attempt.update(params).catch(createIfGone) : create());
    } catch (error) {
      return flow.finishExisting(error);
    }
    if (sent?.to !== attempt.emailAddress && sent?.to !== attempt.phoneNumber) sent = link = null;
    const isNameless = attempt.missingFields.includes(EMAIL_OR_PHONE) && flow.state.step.name === 'continue';
    await advance();
    if (isNameless) flow.set({ errors: fieldError('emailAddress', NAMELESS) });

    /** The first page holds everything an expired attempt knew, but the password it was given. */
    function createIfGone(error: unknown): Promise<SignUpResource> {
      const gone = isClerkAPIResponseError(error) && error.status === 404;
      if (!gone || flow.state.step.name !== 'start') throw error;
      return create();
    }
  }

  /** Goes where the attempt stands. */
  async function advance(): Promise<void> {
    const { status, createdSessionId } = attempt as SignUpResource;
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
    if (isVerify(step.name) && !sent) await prepare();
  }

  async function prepare(): Promise<void> {
    const step = next();
    if (!attempt || !step || !isVerify(step.name)) return;
    flow.set({ pending: 'resend' });
    const isPhone = step.name === 'verify-phone-number';
    const strategy = isPhone ? 'phone_code' : strategyOf(attempt);
    const redirectUrl = strategy === 'email_link' ? options.stepUrl?.('verify') : undefined;
    try {
      attempt = await attempt.prepareVerification({
        strategy,
        ...(redirectUrl ? { redirectUrl, numberMatch: true } : {}),
      });
      sent = justSent(context.clock, (isPhone ? attempt.phoneNumber : attempt.emailAddress) ?? '', strategy);
    } catch (error) {
      const resendAt = waitToResend(context.clock, error);
      if (sent && resendAt) sent = { ...sent, resendAt };
      throw error;
    } finally {
      refresh();
    }
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
