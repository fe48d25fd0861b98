import type { FlowContext } from './context.ts';
import type { FlowOptions } from './types.ts';

/**
 * A step of the other form on its own page. Forms that keep their step in the path begin at their start there, and
 * go on with the attempt from it.
 *
 * @param page URL of the form; its query stays
 */
export function formStep(page = '/', step: string): string {
  const [before, hash = ''] = page.split('#') as [string, string?];
  const query = hash.includes('?') ? hash.slice(hash.indexOf('?')) : '';
  return `${before}#/${step}${query}`;
}

/**
 * The step of the twin form that goes on with what was begun here: sign-up from sign-in, and back. Where the element
 * says which page that is, what decides where to go afterwards is in its query.
 */
export function counterpartStep(
  { context, options }: { context: FlowContext; options: FlowOptions },
  twin: 'sign_in' | 'sign_up',
  step: string,
): string {
  return formStep(options.twinUrl?.() ?? context.environment()?.display_config[`${twin}_url`], step);
}
