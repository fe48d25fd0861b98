import { NO_ERRORS } from '../../client/flows/types.ts';
import { findSession } from '../../client/resources/parse-session.ts';
import type { FormRequest, Redirect, ShownStep } from './flow-request.ts';
import type { OpenFlow, Step } from './open-flow.ts';

/**
 * Returns the screen that follows a password reset, which says what the reset has switched off. The user is signed in by
 * then, so the machine has no such step after a reload; undefined for every other step.
 */
export async function resetScreen(
  { kind, step: name }: FormRequest,
  { context, urls }: OpenFlow,
): Promise<Redirect | ShownStep | undefined> {
  if (kind !== 'signIn' || !/^reset-password-(done|success)$/.test(name)) return undefined;
  const client = context.client();
  const session = findSession(client?.signedInSessions, client?.lastActiveSessionId);
  if (!session) return { redirect: urls.of('start') };
  const all = (await session.user?.getSignInMethods().catch(() => undefined)) ?? [];
  const methods = all.filter(({ status }) => status === 'suspended');
  const sessionId = session.id;
  const step: Step = methods.length
    ? { name: 'reset-password-success', sessionId, methods }
    : { name: 'reset-password-done', sessionId };
  return step.name === name ? { step, errors: NO_ERRORS, view: {} } : { redirect: urls.of(step.name) };
}
