import { html, type TemplateResult } from 'lit';
import { absolute } from '../../client/platform/address.ts';
import { addModifiers } from '../../localization/translate.ts';

/** Control characters that mark a link inside a translated sentence. Texts do not contain them. */
const [OPEN, BETWEEN, CLOSE] = ['\u0001', '\u0002', '\u0003'];

// Without an address, the words stay plain text: `{{ termsOfServiceLink || link("terms of service") }}`.
addModifiers({
  link: (href, label = '') => (typeof href === 'string' && href ? OPEN + href + BETWEEN + label + CLOSE : label),
});

/**
 * Draws the links of a translated sentence. They open in a new tab, so that the user does not lose what they typed.
 *
 * @param text translated, with `{{ address || link("words") }}` filled in
 * @param className of each link
 */
export function linkedText(text: string, className: string): TemplateResult[] {
  return text.split(OPEN as string).flatMap((part, index) => {
    if (index === 0) return [words(part)];
    const [link = '', rest = ''] = part.split(CLOSE as string);
    const [href = '', label = ''] = link.split(BETWEEN as string);
    return [
      html`<a class=${className} href=${absolute(href)} target="_blank" rel="noopener" .textContent=${label}></a>`,
      words(rest),
    ];
  });
}

function words(text: string): TemplateResult {
  return html`<span .textContent=${text}></span>`;
}
