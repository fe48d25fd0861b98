import { ClerkRuntimeError, isClerkAPIResponseError } from '../errors.ts';
import type { SignUpParams, SignUpResource } from '../resources/types.ts';
import { createAttemptFlow } from './attempt-flow.ts';
import type { FlowContext } from './context.ts';
import { SIGN_UP_FIELDS, signUpStart } from './first-steps.ts';
import { toFlow } from './machine.ts';
import { justSent, sentBefore, waitToResend } from './sent-code.ts';
import type {
  FlowOptions,
  SentCode,
  SignUpAction,
  SignUpFieldSpec,
  SignUpFlow,
  SignUpStep,
  SignUpValues,
} from './types.ts';
import { NO_ERRORS } from './no-errors.ts';

const EMAIL_CODE = { strategy: 'email_code' };

/** Sign-up with e-mail address, username and password, as an explicit machine. */
export function createSignUpMachine(context: FlowContext, options: FlowOptions = {}): SignUpFlow {
  let attempt: SignUpResource | undefined;
  let values: SignUpValues = { ...options.initialValues };
  let sent: SentCode | null = null;
  /** The URL asked for this step before the client was known. */
  let wanted: string | undefined;

  const flow = createAttemptFlow<SignUpStep, SignUpAction>(context, {
    start,
    run,
    fieldsOf: (step) => ('fields' in step ? step.fields.map(({ name }) => name) : ['code']),
    arrived() {
      const present = context.client()?.signUp;
      if (!attempt && isOpen(present)) {
        attempt = present;
        values = { ...pickValues(present), ...values };
        if (flow.state.step.name === 'start') flow.set({ step: start() });
      }
      if (wanted && !flow.state.pending) show(wanted);
    },
    forget() {
      attempt = undefined;
    },
  });
  return toFlow(flow, show, flow.dispose);

  function start(): SignUpStep {
    return signUpStart(context.environment(), values, attempt?.hasPassword);
  }

  /** The step the attempt stands at, if this client can show it. */
  function next(): SignUpStep | undefined {
    if (!isOpen(attempt)) return undefined;
    const fields = missingFieldsOf(attempt);
    if (fields.length) return Object.freeze({ name: 'continue', fields, values });
    if (attempt.missingFields.length || !attempt.unverifiedFields.includes('email_address')) return undefined;
    return Object.freeze({ name: 'verify-email-address', emailAddress: attempt.emailAddress ?? '', sent });
  }

  function show(stepName: string): void {
    const { step } = flow.state;
    if (step.name === 'complete' || step.name === stepName) return;
    wanted = context.client() ? undefined : stepName;
    const later = stepName === 'continue' || stepName === 'verify-email-address';
    if (later && attempt) sent ??= sentEarlier(attempt);
    const target = (later && next()) || start();
    if (target.name !== step.name) flow.set({ step: target, errors: NO_ERRORS });
  }

  function sentEarlier({ emailAddress, verifications }: SignUpResource): SentCode | null {
    return sentBefore(context.clock, emailAddress ?? '', verifications.emailAddress);
  }

  async function run(action: SignUpAction): Promise<void> {
    wanted = undefined;
    if (action.type === 'fields') return send(action.values);
    if (flow.state.step.name !== 'verify-email-address' || !attempt) return;
    if (action.type === 'resend') return prepare();
    attempt = await attempt.attemptVerification({ ...EMAIL_CODE, code: action.code });
    await advance();
  }

  async function send({ password, ...typed }: SignUpValues & { password?: string }): Promise<void> {
    values = { ...values, ...typed };
    const params: SignUpParams = { password: password || undefined };
    for (const [name, value] of Object.entries(typed)) {
      const text = value?.trim();
      if (text) params[name as keyof SignUpValues] = text;
    }
    await context.whenLoaded();
    const signUp = context.client()?.signUp;
    if (!signUp) throw new ClerkRuntimeError('network_error', 'The network is not available. Try again.');
    const create = () => signUp.create({ ...params, unsafeMetadata: options.unsafeMetadata });
    try {
      attempt = await (isOpen(attempt) ? attempt.update(params).catch(createIfGone) : create());
    } catch (error) {
      return flow.finishExisting(error);
    }
    if (sent?.to !== attempt.emailAddress) sent = null;
    await advance();

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
    if (step.name === 'verify-email-address' && !sent) await prepare();
  }

  async function prepare(): Promise<void> {
    if (!attempt) return;
    flow.set({ pending: 'resend' });
    try {
      attempt = await attempt.prepareVerification(EMAIL_CODE);
      sent = justSent(context.clock, attempt.emailAddress ?? '');
    } catch (error) {
      const resendAt = waitToResend(context.clock, error);
      if (sent && resendAt) sent = { ...sent, resendAt };
      throw error;
    } finally {
      const step = flow.state.step.name === 'verify-email-address' && next();
      if (step) flow.set({ step });
    }
  }
}

function isOpen(attempt: SignUpResource | undefined): attempt is SignUpResource {
  return attempt?.status === 'missing_requirements';
}

function pickValues({ emailAddress, username, firstName, lastName }: SignUpResource): SignUpValues {
  const known = Object.entries({ emailAddress, username, firstName, lastName }).filter(([, value]) => value);
  return Object.fromEntries(known) as SignUpValues;
}

/** The fields an attempt still misses, as far as this client can ask for them. */
function missingFieldsOf(attempt: SignUpResource): SignUpFieldSpec[] {
  return SIGN_UP_FIELDS.filter(([attribute]) => attempt.missingFields.includes(attribute)).map(([, name]) => ({
    name,
    required: true,
  }));
}
