import type { FlowContext } from './flow-context.ts';
import type { FlowOptions } from './types.ts';

/**
 * Returns the URL of a step of the other form, on that form's own page: a sign-in that goes on as a sign-up leads
 * there, and back. What decides where the user goes afterwards is in the query of the page that the element names.
 *
 * @param counterpart the other form
 */
export function counterpartStep(
  { context, options }: { context: FlowContext; options: FlowOptions },
  counterpart: 'sign_in' | 'sign_up',
  step: string,
): string {
  return formStep(options.counterpartUrl?.() ?? context.environment()?.display_config[`${counterpart}_url`], step);
}

/**
 * Returns the URL of a step of a form. A form that has its steps in the path begins at its first one, and goes on with
 * the attempt from there.
 *
 * @param page URL of the form, whose query is kept
 */
export function formStep(page = '/', step: string): string {
  const [before, hash = ''] = page.split('#') as [string, string?];
  const query = hash.includes('?') ? hash.slice(hash.indexOf('?')) : '';
  return `${before}#/${step}${query}`;
}
