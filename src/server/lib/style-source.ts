import { createHash } from 'node:crypto';

/**
 * Returns the source by which a Content-Security-Policy allows the text of one `<style>` element.
 *
 * @param css the text as a browser reads it
 * @source Content Security Policy Level 3, "hash-source"
 * @example styleSource('p{color:red}') // "'sha256-…'"
 */
export function styleSource(css: string): string {
  return `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
}
