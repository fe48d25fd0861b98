import type { MessageKey, TextIn } from '../../localization/types.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { Wording } from '../delivery/wording.ts';
import { html } from '../lib/html.ts';
import type { PageAnswer, PageInput, Refusal } from './page-renderer.ts';
import { plainCard, plainStyle } from './plain-card.ts';
import { readRefusal } from './read-refusal.ts';

const JOINED = 'joined';

type Config = Pick<InstanceConfig, 'branding' | 'signInUrl' | 'signUpUrl' | 'signUp'>;

/** Draws the page of the waitlist: the element, and a form where scripts do not run. */
export async function waitlistPage(config: Config, input: PageInput, wording: Wording): Promise<PageAnswer> {
  const { form, base, step, typed, query } = input;
  const text = (key: TextIn<'pages.waitlist', MessageKey>): string => wording.text(`pages.waitlist.${key}`);
  if (config.signUp.mode !== 'waitlist') {
    const way =
      config.signUp.mode === 'public' ? [config.signUpUrl, text('signUp')] : [config.signInUrl, text('signIn')];
    return draw(config, wording, plainCard(text('none'), html`<p><a href="${way[0]}">${way[1]}</a></p>`));
  }
  if (form === undefined) {
    if (step === JOINED) return draw(config, wording, plainCard(text('joinedTitle'), html`<p>${text('joined')}</p>`));
    return draw(
      config,
      wording,
      formCard(base, wording, typed?.get('email_address') ?? query.get('email_address') ?? ''),
    );
  }
  const address = form.get('email_address') ?? '';
  const answer = await input.fetch('/v1/waitlist', {
    method: 'POST',
    body: new URLSearchParams({ email_address: address }),
  });
  if (answer.ok) return { redirect: `${base}/${JOINED}` };
  const refusal = await readRefusal(answer);
  return draw(config, wording, formCard(base, wording, address, refusal.text), refusal);
}

function formCard(base: string, wording: Wording, address: string, error?: string) {
  return plainCard(
    wording.text('pages.waitlist.title'),
    html`<p>${wording.text('pages.waitlist.text')}</p>
<form method="post" action="${base}">
<label for="plain-address">${wording.text('pages.waitlist.label')}</label>
<input class="plain-field" id="plain-address" name="email_address" type="email" autocomplete="email" required value="${address}"${error && html` aria-invalid="true" aria-describedby="plain-error" autofocus`}>
${error && html`<p class="plain-error" id="plain-error" role="alert">${error}</p>`}
<button class="plain-button plain-main">${wording.text('pages.waitlist.button')}</button>
</form>`,
  );
}

function draw(config: Config, wording: Wording, plain: ReturnType<typeof plainCard>, refusal?: Refusal): PageAnswer {
  return {
    status: refusal?.status ?? 200,
    title: wording.text('pages.titles.waitlist'),
    lang: wording.lang,
    html: html`<clerk-waitlist sign-in-url="${config.signInUrl}"></clerk-waitlist>
${plain}`.toString(),
    style: plainStyle(config.branding.theme),
    ...(refusal?.retryAfter !== undefined && { retryAfter: refusal.retryAfter }),
  };
}
