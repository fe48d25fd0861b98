import { globalError } from '../../client/flows/flow-errors.ts';
import type { FormRequest, Redirect, ShownStep } from './flow-request.ts';
import type { OpenFlow } from './open-flow.ts';

/** Milliseconds in which a session counts as the outcome of an attempt that is gone: a mailed link is good for as long. */
const RECENT = 600_000;

/**
 * Returns where a visitor goes who is signed in already: because the instance has one session at a time, or because the
 * sign-in was finished by a mailed link, maybe on another device. Undefined when the form goes on.
 */
export async function finishElsewhere(page: FormRequest, flow: OpenFlow): Promise<Redirect | ShownStep | undefined> {
  const { context, urls, step } = flow;
  const sessions = context.client()?.signedInSessions ?? [];
  if (page.environment.auth_config.single_session_mode && sessions.length > 0) {
    if (!isThisPage(urls.target, page.pageUrl)) return { redirect: urls.target };
    // A setting leads signed-in visitors back to the form: they are told, and not sent in circles.
    return page.form ? undefined : { step, errors: globalError('session_exists', ''), view: {} };
  }
  if (step.name !== 'start' || !/^(factor-|client-trust|verify-)/.test(page.step)) return look(page, flow);
  const known = page.form?.get('known')?.split(' ');
  const created = sessions.find(({ id, createdAt }) =>
    known ? !known.includes(id) : page.now() - createdAt.getTime() < RECENT,
  );
  if (!created) return undefined;
  await context.setActive({ session: created.id });
  return { redirect: urls.target };
}

/** Goes on with an attempt whose link was opened elsewhere, when the visitor asks for it. */
async function look({ form }: FormRequest, flow: OpenFlow): Promise<Redirect | undefined> {
  if (form?.get('action') !== 'look') return undefined;
  return { redirect: flow.urls.of(flow.step.name, flow.view()) };
}

function isThisPage(target: string, pageUrl: string): boolean {
  const [url, page] = [new URL(target), new URL(pageUrl)];
  return url.origin === page.origin && url.pathname === page.pathname;
}
