import { escapeHtml } from '../../protocol/escape-html.ts';
import type { InstanceConfig } from '../config/config.ts';
import { oneLine } from '../delivery/templates/mail-text.ts';
import type { Wording } from '../delivery/wording.ts';
import { htmlDocument } from '../lib/html.ts';
import type { DrawnPage, HostedPage } from './page-renderer.ts';
import { OLD_PLAIN_STYLE } from './plain-card.ts';

/** The elements of each page, as the address of the script names them. */
const ELEMENTS: Record<HostedPage, string> = {
  'sign-in': 'sign-in',
  'sign-up': 'sign-up',
  waitlist: 'waitlist',
  user: 'user-profile,user-button,signed-out,redirect-to-sign-in',
};

/** The page around an element: it stands in the middle. */
export const FRAME_STYLE = `
:root { color-scheme: light dark; background: light-dark(#f7f7f9, #111216); color: light-dark(#1c1d22, #f3f3f6); font: 14px/20px system-ui, sans-serif; }
body { display: grid; align-content: center; justify-items: center; min-block-size: 100dvh; margin: 0; padding: 24px 16px; box-sizing: border-box; }
main { display: grid; justify-items: center; inline-size: 100%; }
`;
const NOTICE_STYLE = `
.page-notice { max-inline-size: 400px; margin: 0 0 16px; padding: 12px 16px; border-radius: 8px; background: light-dark(#fdf3d8, #3a3117); text-wrap: pretty; }
`;

/** A page of the server without its headers. */
export interface FramedPage {
  html: string;
  /** Texts of its `<style>` elements. */
  styles: readonly string[];
}

/**
 * Puts what a renderer has drawn into a document, with the script of the instance.
 *
 * @param wording of the language of the page
 * @param place `base`: absolute path of the page; `isOriginHidden`: says that the form was not accepted
 */
export function framePage(
  wording: Wording,
  config: Pick<InstanceConfig, 'applicationName' | 'branding'>,
  { page, base, isOriginHidden }: { page: HostedPage; base: string; isOriginHidden: boolean },
  { title, lang, html, style }: Pick<DrawnPage, 'title' | 'lang' | 'html' | 'style'>,
): FramedPage {
  const root = base.slice(0, -page.length);
  const whole = FRAME_STYLE + NOTICE_STYLE + style;
  const { faviconUrl } = config.branding;
  // Deferred: the browser requests it at once, and runs it when all of the page is there. `page` is for `createInstanceScript`.
  const script = `${root}clerk.js?elements=${ELEMENTS[page]}&page=hosted`;
  const isPlain = html.includes(' data-plain');
  return {
    styles: isPlain ? [whole, OLD_PLAIN_STYLE] : [whole],
    html: htmlDocument({
      title: `${title} · ${oneLine(config.applicationName)}`,
      lang,
      // The header says it too; an application that serves the page through a proxy may set another one.
      head: `<meta name="referrer" content="same-origin">
<link rel="icon" href="${escapeHtml(faviconUrl ?? 'data:,')}">
<script defer src="${escapeHtml(script)}"></script>
<style>${whole}</style>${isPlain ? `\n<noscript><style>${OLD_PLAIN_STYLE}</style></noscript>` : ''}`,
      body: `<body>
${isOriginHidden ? `<p class="page-notice" role="alert">${escapeHtml(wording.text('pages.originHidden'))}</p>\n` : ''}<main>${html}</main>
</body>`,
    }),
  };
}
