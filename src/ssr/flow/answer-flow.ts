import { type FlowError, isClerkAPIResponseError } from '../../client/errors.ts';
import { globalError } from '../../client/flows/flow-errors.ts';
import { NO_ERRORS, type SignUpValues } from '../../client/flows/types.ts';
import { hasErrors } from '../../elements/base/form-state.ts';
import { drawFlow, type DrawnScreen } from './draw-flow.ts';
import { finishElsewhere } from './finish-elsewhere.ts';
import type { FormAnswer, FormRequest, Redirect, ShownStep } from './flow-request.ts';
import { flowUrls, type ViewParameters, viewParameters } from './flow-urls.ts';
import { type OpenFlow, openFlow, type Step } from './open-flow.ts';
import { resetScreen } from './reset-screen.ts';
import type { ScreenCall } from './screen-calls.ts';

/**
 * Answers a request for a page of a sign-in or a sign-up as its element would: draws the step that the URL names, or does
 * what the posted form asks for.
 *
 * @param page one request, whose origin has been checked
 * @returns the HTML of the step, or where the browser goes on
 */
export async function answerFlow(page: FormRequest): Promise<FormAnswer> {
  try {
    return await answer(page);
  } catch (error) {
    if (!isClerkAPIResponseError(error)) throw error;
    const { status, message: text, retryAfter } = error;
    return { refusal: { status, text, retryAfter } };
  }
}

async function answer(page: FormRequest): Promise<FormAnswer> {
  const within = /^create(?:\/(.*))?$/.exec(page.step);
  // A script shows the sign-up within the sign-in. Here each form has its page; the attempt is the same.
  if (page.kind === 'signIn' && within) return { redirect: signUpStep(page, within[1]) };
  const flow = await openFlow({ ...page, isPost: page.form !== undefined });
  try {
    const away = leave(page, flow) ?? (await resetScreen(page, flow)) ?? (await finishElsewhere(page, flow));
    if (away && 'redirect' in away) return away;
    const shown: ShownStep = away ?? { step: flow.step, errors: flow.errors, view: viewParameters(page.query) };
    if (page.form) return await post(page, flow, shown, page.form);
    const isThere = stepName(shown.step) === page.step.replace(/\/.*/, '');
    if (isThere || hasErrors(shown.errors)) return show(page, flow, { ...shown, typed: page.typed });
    return { redirect: flow.urls.of(shown.step.name, flow.view()) };
  } finally {
    flow.close();
  }
}

async function post(page: FormRequest, flow: OpenFlow, shown: ShownStep, form: URLSearchParams): Promise<FormAnswer> {
  const { step, view } = shown;
  if (hasErrors(shown.errors)) return show(page, flow, { ...shown, typed: form });
  // The attempt that the form belongs to is over, or was finished in another tab.
  if (stepName(step) !== page.step.replace(/\/.*/, '')) {
    return show(page, flow, { step, view: {}, errors: globalError('attempt_expired', '') });
  }
  const name = form.get('action');
  const screen = await drawn(page, flow, shown);
  const [call] = screen.send(form, name) ?? [];
  const here = { redirect: flow.urls.of(step.name, view) };
  switch (call?.type) {
    case 'submit':
      return submit(page, flow, shown, call, form);
    case 'go-to':
      return { redirect: flow.urls.of(call.step) };
    case 'choose':
      return { redirect: flow.urls.of(step.name, { ...view, choose: call.choosing ?? undefined }) };
    case 'reject':
      return show(page, flow, { step, view, errors: { fields: call.fields, global: null }, typed: form });
    case 'redraw':
      return show(page, flow, {
        step,
        view: pressed(view, name),
        errors: NO_ERRORS,
        typed: withoutSwitched(form, name),
      });
    case 'sign-out':
      await flow.context.call('/client/sessions', { method: 'DELETE' });
      return { redirect: page.environment.display_config.after_sign_out_all_url || '/' };
    default:
      // The page is older than what it shows now.
      return here;
  }
}

async function submit(
  page: FormRequest,
  flow: OpenFlow,
  before: ShownStep,
  { action }: Extract<ScreenCall, { type: 'submit' }>,
  typed: URLSearchParams,
): Promise<FormAnswer> {
  if (before.step !== flow.step) {
    // After a reset the screens are those of a finished flow, and there is nothing left to do but to go on.
    const target = action.type === 'continue' && action.target;
    return { redirect: target ? new URL(target, page.pageUrl).href : flow.urls.target };
  }
  await flow.submit(action);
  const away = leave(page, flow);
  if (away) return away;
  const { step, errors } = flow;
  // Nothing keeps that an address is on the waitlist, and the text names it, which a URL must not. Another post changes nothing.
  if (step.name === 'waitlist' && step.joined) return show(page, flow, { step, errors, view: {} });
  if (step.name === 'create') return signUpWith(page, flow, step.values);
  if (!hasErrors(errors)) return { redirect: flow.urls.of(step.name, flow.view()) };
  const isSame = step.name === before.step.name && factorOf(step) === factorOf(before.step);
  return show(page, flow, {
    step,
    errors,
    view: isSame ? before.view : flow.view(),
    typed: isSame ? typed : undefined,
  });
}

/** Returns where the flow has gone; undefined while it is on its page. */
function leave({ pageUrl }: FormRequest, flow: OpenFlow): Redirect | undefined {
  const { step, context, urls } = flow;
  if (context.leftFor !== undefined) {
    const redirect = urls.resolve(context.leftFor);
    const isOwn = new URL(redirect).origin === new URL(pageUrl).origin && redirect !== context.leftFor;
    return isOwn ? { redirect } : { redirect, isProvider: true };
  }
  if (step.name !== 'complete') return undefined;
  return { redirect: step.target ? new URL(step.target, pageUrl).href : urls.target };
}

function drawn(
  page: FormRequest,
  { context, urls }: OpenFlow,
  { step, errors, view, typed }: ShownStep,
): Promise<DrawnScreen> {
  const { kind, environment, options, language, now, pageUrl } = page;
  const url = new URL(urls.of(step.name, view));
  const { display_config: display } = environment;
  const counterpart = new URL(urls.counterpart);
  const [own, other] =
    kind === 'signIn'
      ? (['after_sign_in_url', 'after_sign_up_url'] as const)
      : (['after_sign_up_url', 'after_sign_in_url'] as const);
  return drawFlow({
    kind,
    step,
    errors,
    environment,
    options,
    language,
    now,
    typed,
    client: context.client(),
    country: context.country,
    kept: counterpart.searchParams,
    choosing: view.choose,
    press: view.press,
    hasTicket: page.query.has('__clerk_ticket') && !hasErrors(errors),
    action: url.pathname + url.search,
    hidden:
      'link' in step && step.sent
        ? { known: (context.client()?.signedInSessions ?? []).map(({ id }) => id).join(' ') }
        : {},
    properties: {
      routing: 'path',
      path: new URL(pageUrl).pathname,
      [kind === 'signIn' ? 'signUpUrl' : 'signInUrl']: counterpart.pathname,
      fallbackRedirectUrl: display[own],
      [kind === 'signIn' ? 'signUpFallbackRedirectUrl' : 'signInFallbackRedirectUrl']: display[other],
      withSignUp: page.withSignUp,
    },
  });
}

async function show(page: FormRequest, flow: OpenFlow, shown: ShownStep): Promise<FormAnswer> {
  const screen = (await drawn(page, flow, shown)).render();
  if (!hasErrors(shown.errors)) return { status: 200, ...screen };
  const { status = 422, retryAfter } = flow.context.refusal ?? {};
  const all: FlowError[] = [
    ...Object.values(shown.errors.fields),
    ...(shown.errors.global ? [shown.errors.global] : []),
  ];
  const isUnavailable = status >= 500 || all.some(({ code }) => code === 'network_error');
  if (isUnavailable) return { status: 503, ...screen, ...(retryAfter && { retryAfter }) };
  return status === 429 ? { status, ...screen, ...(retryAfter && { retryAfter }) } : { status: 422, ...screen };
}

/** Shows the sign-up with what was typed into the sign-in, which a URL must not name. */
function signUpWith(page: FormRequest, { urls }: OpenFlow, values: SignUpValues): Promise<FormAnswer> {
  const { origin, pathname } = new URL(urls.counterpart);
  const typed = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined));
  return answerFlow({ ...page, kind: 'signUp', pageUrl: origin + pathname, step: '', form: undefined, typed });
}

function signUpStep(page: FormRequest, step = ''): string {
  const url = new URL(flowUrls(page).counterpart);
  // Of a path somebody typed, only what can be a step goes on.
  if (/^[a-z-]+$/.test(step)) url.pathname += `/${step}`;
  return url.href;
}

/** A control that changes the screen only leads back when it is pressed again. */
function pressed(view: ViewParameters, name: string | null): ViewParameters {
  return { ...view, press: name === view.press ? undefined : (name ?? undefined) };
}

/** What was typed into a field is no value of the field that takes its place, such as a number for an address. */
function withoutSwitched(form: URLSearchParams, name: string | null): URLSearchParams {
  const kept = new URLSearchParams(form);
  kept.delete(name?.replace(/^redraw\./, '') ?? '');
  return kept;
}

function stepName({ name }: Step): string {
  return name === 'start' ? '' : name;
}

function factorOf(step: Step): unknown {
  return 'factor' in step ? JSON.stringify(step.factor) : undefined;
}
