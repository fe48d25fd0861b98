import { NO_ERRORS, type SignInStep, type SignUpStep } from '../../client/flows/types.ts';
import type { RenderedForm } from '../render-form.ts';
import { drawFlow, type ScreenOptions } from './draw-flow.ts';

/** What the first screen of a form is rendered from, for a page of the application. */
export interface FirstScreenOptions
  extends Partial<Omit<ScreenOptions, 'environment' | 'kind' | 'step' | 'choosing' | 'press' | 'hasTicket' | 'typed'>>,
    Pick<ScreenOptions, 'environment'> {}

/**
 * Renders the first screen as the pages of the server do, so that without a script each of its controls goes on there.
 *
 * @param options `action`: the page of the server for the form, with the query parameters that it keeps
 */
export async function renderFirstScreen(
  kind: ScreenOptions['kind'],
  step: SignInStep | SignUpStep,
  options: FirstScreenOptions,
): Promise<RenderedForm> {
  const { action = '', fieldsOnly } = options;
  const screen = await drawFlow({
    errors: NO_ERRORS,
    now: Date.now,
    hidden: {},
    // The script draws an optional phone number when somebody opens the place for it. Its countries weigh more than the form.
    omitsOptionalPhone: true,
    ...options,
    kind,
    step,
    action: action && !fieldsOnly ? pageOf(action, step) : action,
    choosing: undefined,
    press: undefined,
    hasTicket: options.kept?.has('__clerk_ticket') ?? false,
  });
  return screen.render();
}

/** Returns the URL at which the server shows this very screen: it reads a form by the controls that it draws there. */
function pageOf(action: string, step: SignInStep | SignUpStep): string {
  const [path = '', query = ''] = action.split('?', 2);
  const params = new URLSearchParams(query);
  // Without a value the field is for an email address or a username where the instance has both kinds.
  const isOtherKind =
    step.name === 'start' &&
    'identifiers' in step &&
    step.identifier.startsWith('+') &&
    step.identifiers.includes('phone_number') &&
    step.identifiers.length > 1;
  if (isOtherKind) params.set('press', 'redraw.identifier');
  const page = step.name === 'start' ? path : `${path}/${step.name}`;
  return params.size > 0 ? `${page}?${params}` : page;
}
