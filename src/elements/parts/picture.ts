import { html, type TemplateResult } from 'lit';

/**
 * Draws a picture from another host, without telling the host which page shows it. If the picture cannot be loaded, such
 * as because of the page's Content-Security-Policy, a substitute is shown.
 *
 * @param classes of the picture
 * @param otherwise the substitute; nothing by default
 */
export function picture(classes: string, src: string, otherwise: unknown = '', alt = ''): TemplateResult {
  return html`<span hidden>${otherwise}</span><img class=${classes} src=${src} alt=${alt} referrerpolicy="no-referrer" @load=${settle} @error=${settle} />`;
}

/** Shows the substitute after an error, and the picture once a later URL loads. */
function settle({ type, currentTarget }: Event): void {
  const image = currentTarget as HTMLElement;
  image.hidden = type === 'error';
  (image.previousElementSibling as HTMLElement).hidden = !image.hidden;
}
