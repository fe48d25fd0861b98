import { listTemplates, type Preview, previewTemplate, type TemplateConfig } from '../delivery/effective-template.ts';
import { html, htmlDocument, type Html } from '../lib/html.ts';
import type { MessageType } from '../message-templates/message-slugs.ts';
import { DEV_HEAD, devNavigation } from './dev-frame.ts';

const CHANNELS: Readonly<Record<MessageType, string>> = { email: 'Emails', sms: 'Text messages' };

/**
 * Renders the page with every message of the instance, with sample values. The HTML of an email is in a frame that runs
 * nothing, and is loaded when its message is opened.
 *
 * @param at time that the samples show, in milliseconds since the epoch
 */
export function renderTemplates(config: TemplateConfig, applicationName: string, at: number): string {
  const channel = (type: MessageType): Html => html`<h2>${CHANNELS[type]}</h2>
<div class="templates">
${listTemplates(config, type).map((template) => {
  const preview = previewTemplate(config, type, template.slug, at);
  const badges = [template.isOwn && 'Own text', template.deliveredByApp && 'Delivered by the app'];
  return html`<details id="${type}-${template.slug}">
<summary><span><b>${template.name}</b><code>${type}/${template.slug}</code></span>
${badges.map((badge) => badge && html`<em>${badge}</em>`)}</summary>
${shown(preview, template.slug)}
</details>
`;
})}</div>`;
  return htmlDocument({
    title: `Templates · ${applicationName}`,
    head: DEV_HEAD,
    body: String(html`<body>
<header>
<div>
<h1>Templates</h1>
<p>What ${applicationName} writes, with sample values. Pictures from other servers are not loaded here.</p>
</div>
${devNavigation('templates')}
</header>
<main>
${channel('email')}
${channel('sms')}
</main>
</body>`),
  });
}

function shown(preview: Preview, slug: string): Html {
  if (preview.type === 'sms') {
    const { encoding, units, segments } = preview.length;
    return html`<pre>${preview.text}</pre>
<p>${segments} ${segments === 1 ? 'segment' : 'segments'}, ${units} characters of ${encoding}</p>`;
  }
  return html`<dl><dt>Subject</dt><dd>${preview.subject}</dd></dl>
<iframe src="templates/email/${slug}.html" title="HTML of ${slug}" sandbox loading="lazy"></iframe>
<h3>Text</h3>
<pre>${preview.text}</pre>`;
}
