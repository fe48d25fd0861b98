import { html, nothing, type TemplateResult } from 'lit';
import { absolute } from '../../client/platform/address.ts';
import type { ViewHost } from '../base/view-host.ts';
import { alert } from './alert.ts';
import { picture } from './picture.ts';
import { followLink } from './follow-link.ts';

export interface CardOptions {
  /** Appearance keys: the flow, such as `signIn`, and its part, such as `start`. */
  flow: string;
  part: string;
  /** Name of the flow's step. Its presence in the DOM shows that the view of the step is drawn. */
  step?: string;
  title: string;
  subtitle?: string;
  /** Shown below the subtitle, such as the account that is signing in. */
  preview?: unknown;
  body: unknown;
  footer?: unknown;
}

/** Draws the frame of a view: logo, title, body, and a footer on a tinted surface. */
export function card(host: ViewHost, options: CardOptions): TemplateResult {
  const { flow, part, step, subtitle, footer } = options;
  const links = pages(host);
  return html`<div class="${host.cl('cardBox')} cl-${flow}-root">
    <div class="${host.cl('card')} cl-${flow}-${part}" data-step=${step ?? nothing}>
      <div class=${host.cl('header')}>
        ${logo(host)}
        <h1 class=${host.cl('headerTitle')} tabindex="-1" .textContent=${options.title}></h1>
        ${subtitle ? html`<p class=${host.cl('headerSubtitle')} .textContent=${subtitle}></p>` : nothing}${options.preview}
      </div>
      <div class=${host.cl('main')}>${alert(host, host.environment?.maintenance_mode && host.t('maintenanceMode'))}${options.body}</div>
    </div>
    ${footer || links !== nothing ? html`<div class=${host.cl('footer')}>${footer || nothing}${links}</div>` : nothing}
    <p class="cl-liveRegion" role="status"></p>
  </div>`;
}

/** Draws a question and its link: `New here? Sign up`. The build keeps the blank between them, but no line break. */
export function footerAction(host: ViewHost, id: string, text: string, link: string, href: string): TemplateResult {
  return html`<div class=${host.cl('footerAction', id)}>
    <span class=${host.cl('footerActionText', id)} .textContent=${text}></span> <a class=${host.cl('footerActionLink', id)} href=${href} @click=${(event: MouseEvent) => followLink(host, event)} .textContent=${link}></a>
  </div>`;
}

function logo(host: ViewHost): TemplateResult | typeof nothing {
  const display = host.environment?.display_config;
  const source = (host.option('logoImageUrl') as string | undefined) ?? display?.logo_image_url;
  if (!source || host.option('logoPlacement') === 'none') return nothing;
  const link = (host.option('logoLinkUrl') as string | undefined) ?? display?.logo_link_url;
  const name = display?.application_name;
  const image = picture(host.cl('logoImage'), absolute(source), link && name, name);
  return html`<div class=${host.cl('logoBox')}>${link ? html`<a href=${absolute(link)}>${image}</a>` : image}</div>`;
}

const PAGES = [
  ['help', 'help_url'],
  ['privacy', 'privacy_policy_url'],
  ['terms', 'terms_url'],
] as const;

function pages(host: ViewHost): TemplateResult | typeof nothing {
  const display = host.environment?.display_config;
  const links = PAGES.flatMap(([name, key]) => {
    const url = (host.option(`${name}PageUrl`) as string | undefined) ?? display?.[key];
    return url
      ? html`<a class=${host.cl('footerPagesLink', name)} href=${absolute(url)} .textContent=${host.t(`footerPageLink__${name}`)}></a>`
      : [];
  });
  return links.length ? html`<div class=${host.cl('footerPages')}>${links}</div>` : nothing;
}
