import type { FlowError } from '../../client/errors.ts';
import type { Action, Step } from './open-flow.ts';

/** What a control of a screen asks for. */
export type ScreenCall =
  | { readonly type: 'submit'; readonly action: Action }
  | { readonly type: 'go-to'; readonly step: string }
  | { readonly type: 'choose'; readonly choosing: string | null }
  /** The form has errors, and is not sent. */
  | { readonly type: 'reject'; readonly fields: Readonly<Record<string, FlowError>> }
  /** Signs all accounts out. */
  | { readonly type: 'sign-out' }
  /** Sends the form, but goes on with something else than its main button does. */
  | { readonly type: 'send-form' }
  /** Changes the screen only, such as from a field for email addresses to one for phone numbers. */
  | { readonly type: 'redraw' };

/** Methods that a page without scripts cannot have: they ask the browser itself. */
const SCRIPTED = /^(passkey|web3)/;

/** Returns whether only a script can do what a control asks for. */
export function needsScript(call: ScreenCall): boolean {
  if (call.type !== 'submit') return false;
  const { action } = call;
  if (action.type === 'method') return SCRIPTED.test(action.strategy);
  return action.type === 'choose-factor' && SCRIPTED.test(action.factor.strategy);
}

/** Returns whether a step waits until a mailed link is opened. */
export function waitsForLink(step: Step): step is Extract<Step, { link: unknown }> {
  return 'link' in step && ('strategy' in step ? step.strategy : step.factor.strategy) === 'email_link';
}

/**
 * Returns the name of a control, which the browser posts when its button is pressed. It tells the controls of a screen
 * apart, and means nothing on another screen.
 *
 * @param call what the control asks for
 * @param place class of the control
 */
export function controlName(call: ScreenCall, place: string): string {
  const parts: (string | null | undefined)[] = [call.type];
  if (call.type === 'go-to') parts.push(call.step);
  if (call.type === 'choose') parts.push(call.choosing);
  if (call.type === 'redraw' || call.type === 'send-form') parts.push(place);
  if (call.type === 'submit') {
    const { action } = call;
    parts[0] = action.type;
    if ('strategy' in action) parts.push(action.strategy);
    if ('sessionId' in action) parts.push(action.sessionId);
    if ('target' in action) parts.push('elsewhere');
    if (action.type === 'choose-factor') {
      const { factor } = action;
      parts.push(factor.strategy, 'emailAddressId' in factor ? factor.emailAddressId : undefined);
      parts.push('phoneNumberId' in factor ? factor.phoneNumberId : undefined);
    }
  }
  return parts.filter(Boolean).join('.');
}
