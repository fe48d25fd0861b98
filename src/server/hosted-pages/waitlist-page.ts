import type { InstanceConfig } from '../config/config.ts';
import { html } from '../lib/html.ts';
import type { PageAnswer, PageInput, Refusal } from './page-renderer.ts';
import { plainCard, plainStyle } from './plain-card.ts';
import { readRefusal } from './read-refusal.ts';
import { TEXTS } from './texts.ts';

const JOINED = 'joined';

type Config = Pick<InstanceConfig, 'branding' | 'signInUrl' | 'signUpUrl' | 'signUp'>;

/** Draws the page of the waitlist: the element, and a form where scripts do not run. */
export async function waitlistPage(config: Config, input: PageInput): Promise<PageAnswer> {
  const { form, base, step, typed, query } = input;
  const texts = TEXTS.waitlist;
  if (config.signUp.mode !== 'waitlist') {
    const way = config.signUp.mode === 'public' ? [config.signUpUrl, texts.signUp] : [config.signInUrl, texts.signIn];
    return draw(config, plainCard(texts.none, html`<p><a href="${way[0]}">${way[1]}</a></p>`));
  }
  if (form === undefined) {
    if (step === JOINED) return draw(config, plainCard(texts.joinedTitle, html`<p>${texts.joined}</p>`));
    return draw(config, formCard(base, typed?.get('email_address') ?? query.get('email_address') ?? ''));
  }
  const address = form.get('email_address') ?? '';
  const answer = await input.fetch('/v1/waitlist', {
    method: 'POST',
    body: new URLSearchParams({ email_address: address }),
  });
  if (answer.ok) return { redirect: `${base}/${JOINED}` };
  const refusal = await readRefusal(answer);
  return draw(config, formCard(base, address, refusal.text), refusal);
}

function formCard(base: string, address: string, error?: string) {
  const { title, text, label, button } = TEXTS.waitlist;
  return plainCard(
    title,
    html`<p>${text}</p>
<form method="post" action="${base}">
<label for="plain-address">${label}</label>
<input class="plain-field" id="plain-address" name="email_address" type="email" autocomplete="email" required value="${address}"${error && html` aria-invalid="true" aria-describedby="plain-error" autofocus`}>
${error && html`<p class="plain-error" id="plain-error" role="alert">${error}</p>`}
<button class="plain-button plain-main">${button}</button>
</form>`,
  );
}

function draw(config: Config, plain: ReturnType<typeof plainCard>, refusal?: Refusal): PageAnswer {
  return {
    status: refusal?.status ?? 200,
    title: TEXTS.titles.waitlist,
    html: html`<clerk-waitlist sign-in-url="${config.signInUrl}"></clerk-waitlist>
${plain}`.toString(),
    style: plainStyle(config.branding.theme),
    ...(refusal?.retryAfter !== undefined && { retryAfter: refusal.retryAfter }),
  };
}
