import { html, type TemplateResult } from 'lit';

/**
 * A picture from elsewhere, whose owner does not learn which page shows it. Where it cannot be had (refused, gone, too
 * many requests, a policy of the page) something else stands in.
 *
 * @param classes of the picture
 * @param otherwise what stands in; nothing to see by default
 */
export function picture(classes: string, src: string, otherwise: unknown = '', alt = ''): TemplateResult {
  return html`<span hidden>${otherwise}</span><img class=${classes} src=${src} alt=${alt} referrerpolicy="no-referrer" @load=${settle} @error=${settle} />`;
}

/** Shows what stands in for a picture that failed, and the picture once a later address loads. */
function settle({ type, currentTarget }: Event): void {
  const image = currentTarget as HTMLElement;
  image.hidden = type === 'error';
  (image.previousElementSibling as HTMLElement).hidden = !image.hidden;
}
