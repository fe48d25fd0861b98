import { ClerkRuntimeError, type FlowError } from '../errors.ts';
import type { SignUpParams, SignUpResource } from '../resources/types/sign-up.ts';
import { createAttemptMachine, ticketOf } from './attempt-machine.ts';
import { fieldError, isOver, toFlowErrors } from './flow-errors.ts';
import type { FlowContext } from './flow-context.ts';
import { loadSignUpMethod, type SignUpMachine } from './methods.ts';
import { sentBefore } from './sent-code.ts';
import { SIGN_UP_FIELDS, signUpStart } from './sign-up-start.ts';
import type {
  FlowOptions,
  SentCode,
  SignUpAction,
  SignUpFieldSpec,
  SignUpInput,
  SignUpStep,
  SignUpValues,
} from './types.ts';

/** How the API names a missing field when either of the two will do. */
const EMAIL_OR_PHONE = 'email_address_or_phone_number';
const NO_IDENTIFIER: FlowError = {
  code: 'form_param_nil',
  message: '',
  longMessage: '',
  meta: { paramName: 'email_address' },
};

type VerifyStepName = 'verify-email-address' | 'verify-phone-number';

/** Creates the state machine of a sign-up: it asks for what is missing, then for what is to be verified. */
export function createSignUpMachine(context: FlowContext, options: FlowOptions = {}): SignUpMachine {
  let values: SignUpValues = { ...options.initialValues };
  /** How the user chose to verify the address; undefined for the instance's first choice. */
  let emailStrategy: string | undefined;
  /** The ticket in the URL is being sent. */
  let usingTicket: Promise<unknown> | undefined;

  const machine: SignUpMachine = Object.assign(
    createAttemptMachine<'signUp', SignUpStep, SignUpAction>(context, options, {
      kind: 'signUp',
      startStep,
      perform,
      resume: async (strategy) => (await loadSignUpMethod(strategy))?.resume?.(machine),
      fieldsOf: (step) =>
        'fields' in step ? step.fields.map(({ name }) => name) : [step.name === 'waitlist' ? 'emailAddress' : 'code'],
      isOpen,
      attemptChanged(attempt) {
        values = { ...pickValues(attempt), ...values };
      },
      findStep: (stepName) => (stepName === 'continue' || isVerifyStep(stepName) ? earlierStep() : undefined),
      refreshStep,
      useTicket,
    }),
    { advance },
  );
  return machine;

  /** Performs what the user submitted. */
  async function perform(action: SignUpAction): Promise<void> {
    switch (action.type) {
      case 'fields':
        return sendFields(action.values);
      case 'join-waitlist':
        return joinWaitlist(action.emailAddress);
      case 'method':
        machine.abortWaits();
        return (await loadSignUpMethod(action.strategy))?.start?.(machine, action);
      default:
    }
    const { attempt, state } = machine;
    const { step } = state;
    if (!isVerifyStep(step.name) || !attempt) return;
    if (action.type === 'resend') return sendCode();
    if (action.type === 'choose-strategy') {
      machine.abortWaits();
      emailStrategy = action.strategy;
      machine.sent = machine.link = null;
      return sendCode();
    }
    const strategy = step.name === 'verify-phone-number' ? 'phone_code' : emailStrategyOf(attempt);
    machine.attempt = await attempt.attemptVerification({ strategy, code: action.code });
    machine.sent = machine.link = null;
    await advance();
  }

  async function sendFields({ password, legalAccepted, ...typed }: SignUpInput): Promise<void> {
    values = { ...values, ...typed };
    await usingTicket;
    const earlier = machine.attempt;
    const params: SignUpParams = { password: password || undefined, legalAccepted: legalAccepted ? true : undefined };
    for (const [name, value] of Object.entries(typed) as [keyof SignUpValues, string | undefined][]) {
      const text = value?.trim();
      // An empty text takes back what was sent before.
      if (text || (isOpen(earlier) && earlier[name] && text === '')) params[name] = text;
    }
    const ticket = hasTicket(earlier) ? undefined : ticketOf(options);
    if (ticket) Object.assign(params, { strategy: 'ticket', ticket, emailAddress: undefined });
    const signUp = await machine.currentAttempt();
    const create = () => signUp.create({ ...params, unsafeMetadata: options.unsafeMetadata });
    let attempt: SignUpResource;
    try {
      attempt = machine.attempt = await (isOpen(earlier) ? earlier.update(params).catch(createIfGone) : create());
    } catch (error) {
      return machine.completeIfSignedIn(error);
    }
    const isSentElsewhere = machine.sent?.to !== attempt.emailAddress && machine.sent?.to !== attempt.phoneNumber;
    // A code is good for the attempt that it was sent for.
    if (isSentElsewhere || attempt.id !== earlier?.id) machine.sent = machine.link = null;
    const lacksIdentifier = attempt.missingFields.includes(EMAIL_OR_PHONE) && machine.state.step.name === 'continue';
    await advance();
    if (lacksIdentifier) machine.setState({ errors: fieldError('emailAddress', NO_IDENTIFIER) });

    /** The first page has everything that an expired attempt knew, but for its password. */
    function createIfGone(error: unknown): Promise<SignUpResource> {
      if (!isOver(error) || machine.state.step.name !== 'start') throw error;
      return create();
    }
  }

  async function joinWaitlist(emailAddress: string): Promise<void> {
    values = { ...values, emailAddress };
    await context.call('/waitlist', { method: 'POST', body: { emailAddress: emailAddress.trim() } });
    machine.setState({ step: waitlistStep(true) });
  }

  /** Sends the ticket in the background: the form is open meanwhile, and waits for it when it is submitted. */
  function useTicket(): void {
    if (hasTicket(machine.attempt)) return;
    usingTicket = loadSignUpMethod('ticket')
      .then((method) => method?.start?.(machine, { type: 'method', strategy: 'ticket' }))
      // A form that is being sent shows its own error.
      .catch((error) => machine.state.pending ?? machine.setState({ errors: toFlowErrors(error, []) }));
  }

  /** Goes where the attempt stands. */
  async function advance(): Promise<void> {
    const { status, createdSessionId } = machine.attempt as SignUpResource;
    if (status === 'complete') return machine.complete(createdSessionId);
    if (status === 'abandoned') throw new ClerkRuntimeError('attempt_expired', 'This sign-up took too long.');
    const step = currentStep();
    if (!step) {
      throw new ClerkRuntimeError(
        'sign_up_step_unsupported',
        'This sign-up needs a step that this page does not have.',
      );
    }
    machine.setState({ step });
    if (isVerifyStep(step.name) && !machine.sent) await sendCode();
  }

  /** Sends the code or link that the present step asks for. */
  async function sendCode(): Promise<void> {
    const { attempt } = machine;
    const step = currentStep();
    if (!attempt || !step || !isVerifyStep(step.name)) return;
    const isPhone = step.name === 'verify-phone-number';
    const strategy = isPhone ? 'phone_code' : emailStrategyOf(attempt);
    const to = (isPhone ? attempt.phoneNumber : attempt.emailAddress) ?? '';
    await machine.send(strategy, to, (link) => attempt.prepareVerification({ strategy, ...link }));
    if (strategy === 'email_link') await waitForLink();
  }

  async function waitForLink(): Promise<void> {
    await (await loadSignUpMethod('email_link'))?.enter?.(machine);
  }

  function startStep(attempt?: SignUpResource): SignUpStep {
    const environment = context.environment();
    const isInvited = ticketOf(options) !== undefined || hasTicket(attempt);
    if (environment?.user_settings.sign_up?.mode === 'waitlist' && !isInvited) return waitlistStep(false);
    const step = signUpStart(environment, values);
    if (step.name !== 'start') return step;
    // An invitation is for one address, and consent is given once.
    const isKnown = { emailAddress: isInvited, legalAccepted: !!attempt?.legalAcceptedAt } as Record<string, boolean>;
    const fields = step.fields.filter(({ name }) => !isKnown[name]);
    return Object.freeze({ ...step, fields: attempt?.hasPassword ? fields.map(keepPassword) : fields });
  }

  function waitlistStep(joined: boolean): SignUpStep {
    return Object.freeze({ name: 'waitlist', joined, values });
  }

  /** Returns the step that the attempt stands at; undefined when it needs one that this client does not have. */
  function currentStep(): SignUpStep | undefined {
    const { attempt, sent, link } = machine;
    if (!isOpen(attempt)) return undefined;
    const fields = missingFieldsOf(attempt);
    if (fields.length) return Object.freeze({ name: 'continue', fields, values });
    if (attempt.missingFields.length) return undefined;
    if (attempt.unverifiedFields.includes('email_address')) {
      const emailAddress = attempt.emailAddress ?? '';
      const strategy = emailStrategyOf(attempt);
      return Object.freeze({ name: 'verify-email-address', emailAddress, strategy, sent, link });
    }
    if (attempt.unverifiedFields.includes('phone_number')) {
      return Object.freeze({ name: 'verify-phone-number', phoneNumber: attempt.phoneNumber ?? '', sent });
    }
    return undefined;
  }

  function refreshStep(): void {
    const step = isVerifyStep(machine.state.step.name) && currentStep();
    if (step) machine.setState({ step });
  }

  /** Returns the step of an attempt that was made before this page was loaded, or before the user went elsewhere. */
  function earlierStep(): SignUpStep | undefined {
    const step = currentStep();
    const { attempt } = machine;
    if (!attempt || !step || !isVerifyStep(step.name)) return step;
    machine.sent ??= sentEarlier(attempt, step.name);
    if (machine.sent && 'strategy' in step && step.strategy === 'email_link') {
      queueMicrotask(() => void waitForLink().catch(() => {}));
    }
    return currentStep();
  }

  function sentEarlier(attempt: SignUpResource, stepName: VerifyStepName): SentCode | null {
    const { emailAddress, phoneNumber } = attempt.verifications;
    return stepName === 'verify-phone-number'
      ? sentBefore(context.clock, attempt.phoneNumber ?? '', phoneNumber)
      : sentBefore(context.clock, attempt.emailAddress ?? '', emailAddress);
  }

  /** Returns how the address is verified: `email_code` or `email_link`. */
  function emailStrategyOf({ verifications: { emailAddress } }: SignUpResource): string {
    const { strategy, supportedStrategies } = emailAddress;
    if (emailStrategy) return emailStrategy;
    if (strategy && supportedStrategies.includes(strategy)) return strategy;
    return context.environment()?.user_settings.attributes?.email_address?.verifications?.[0] ?? 'email_code';
  }
}

/** Marks the password as one that the server has, so that it is not asked for again. */
function keepPassword(field: SignUpFieldSpec): SignUpFieldSpec {
  return field.name === 'password' ? { ...field, required: false, isKept: true } : field;
}

function isVerifyStep(name: string): name is VerifyStepName {
  return name === 'verify-email-address' || name === 'verify-phone-number';
}

function isOpen(attempt: SignUpResource | undefined): attempt is SignUpResource {
  return attempt?.status === 'missing_requirements';
}

function hasTicket(attempt: SignUpResource | undefined): boolean {
  return isOpen(attempt) && attempt.verifications.emailAddress.strategy === 'ticket';
}

function pickValues({ emailAddress, phoneNumber, username, firstName, lastName }: SignUpResource): SignUpValues {
  const known = Object.entries({ emailAddress, phoneNumber, username, firstName, lastName });
  return Object.fromEntries(known.filter(([, value]) => value)) as SignUpValues;
}

/** Returns the fields that an attempt still lacks, as far as this client can ask for them. */
function missingFieldsOf(attempt: SignUpResource): SignUpFieldSpec[] {
  const isMissing = (attribute: string) => attempt.missingFields.includes(attribute);
  // Either of the two will do.
  const eitherOf = isMissing(EMAIL_OR_PHONE) ? (['emailAddress', 'phoneNumber'] as const) : [];
  const required = SIGN_UP_FIELDS.filter(([attribute]) => isMissing(attribute)).map(([, name]) => name);
  return [
    ...eitherOf.map((name) => ({ name, required: false })),
    ...[...required, ...(isMissing('legal_accepted') ? (['legalAccepted'] as const) : [])].map((name) => ({
      name,
      required: true,
    })),
  ];
}
