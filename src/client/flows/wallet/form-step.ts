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
