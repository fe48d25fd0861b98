import type { ClientJSON } from '../../protocol/json/client.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { Wording } from '../delivery/wording.ts';
import { type Html, html } from '../lib/html.ts';
import type { PageAnswer, PageInput, Refusal } from './page-renderer.ts';
import { plainCard, plainStyle } from './plain-card.ts';
import { readRefusal } from './read-refusal.ts';

type Config = Pick<
  InstanceConfig,
  'afterSignInUrl' | 'applicationName' | 'branding' | 'homeUrl' | 'signInUrl' | 'url' | 'userProfileUrl'
>;
type Session = ClientJSON['sessions'][number];

const STYLE = `
body { align-content: start; }
.user-bar { display: flex; gap: 16px; align-items: center; justify-content: space-between; inline-size: 100%; max-inline-size: 880px; min-block-size: 40px; margin-block-end: 24px; }
.user-bar a { color: inherit; font-weight: 600; overflow-wrap: anywhere; }
clerk-user-profile { inline-size: 100%; max-inline-size: 880px; }
`;

/**
 * Draws the page of the profile, with the button for its accounts. Where scripts do not run, it shows who is signed in, and
 * a form that signs out. Visitors who are signed out go to the sign-in page, and come back afterwards.
 */
export async function userPage(config: Config, input: PageInput, wording: Wording): Promise<PageAnswer> {
  const { base, form, step } = input;
  if (form) {
    const refusal = await signOut(input, form);
    if (refusal) return { refusal };
    const rest = await sessionsOf(input);
    if ('refusal' in rest) return rest;
    return { redirect: rest.length > 0 ? base : input.environment.display_config.after_sign_out_all_url };
  }
  const sessions = await sessionsOf(input);
  if ('refusal' in sessions) return sessions;
  if (sessions.length === 0) {
    const back = new URL(config.url).origin + base + (step && `/${step}`);
    const url = new URL(config.signInUrl);
    url.searchParams.set('redirect_url', back);
    return { redirect: url.href };
  }
  // A server without a site leads here after sign-in.
  const home = config.afterSignInUrl === config.userProfileUrl ? undefined : config.homeUrl;
  return {
    status: 200,
    title: wording.text('pages.titles.user'),
    lang: wording.lang,
    html: html`<header class="user-bar">
${home ? html`<a href="${home}">${wording.text('pages.user.home', { name: config.applicationName })}</a>` : html`<b>${config.applicationName}</b>`}
<clerk-user-button></clerk-user-button>
</header>
<clerk-user-profile routing="path" path="${base}"></clerk-user-profile>
${signOutCard(base, sessions, wording)}
<clerk-signed-out hidden><clerk-redirect-to-sign-in></clerk-redirect-to-sign-in></clerk-signed-out>`.toString(),
    style: STYLE + plainStyle(config.branding.theme),
  };
}

/** A visitor without cookies has no account. One of whom the API tells nothing may have some. */
async function sessionsOf({ fetch }: PageInput): Promise<Session[] | { refusal: Refusal }> {
  const answer = await fetch('/v1/client');
  if (!answer.ok) return { refusal: await readRefusal(answer) };
  const { response } = (await answer.json()) as { response: ClientJSON | null };
  return response?.sessions.filter(({ status }) => status === 'active' || status === 'pending') ?? [];
}

/**
 * Ends the session that the form names, or all of them.
 *
 * @returns why nothing has ended. A session that had ended already is what the visitor wants
 */
async function signOut({ fetch }: PageInput, form: URLSearchParams): Promise<Refusal | undefined> {
  const id = form.get('session');
  const isAll = form.get('action') === 'sign-out-all';
  if (!isAll && !(id && /^\w+$/.test(id))) return undefined;
  const answer = isAll
    ? await fetch('/v1/client/sessions', { method: 'DELETE' })
    : await fetch(`/v1/client/sessions/${id}/remove`, { method: 'POST' });
  return answer.ok || /^4(?!29)/.test(String(answer.status)) ? undefined : readRefusal(answer);
}

function signOutCard(base: string, sessions: readonly Session[], wording: Wording): Html {
  const names = sessions.map((session) => ({ id: session.id, ...nameOf(session) }));
  return plainCard(
    wording.text('pages.user.title'),
    html`<p>${wording.text('pages.user.text')}</p>
<h2>${wording.text('pages.user.accounts')}</h2>
<form method="post" action="${base}">
<ul>
${names.map(
  ({ id, name, identifier }) =>
    html`<li><span>${name && html`<b><bdi>${name}</bdi></b><br>`}<bdi>${identifier}</bdi></span><button class="plain-button" name="session" value="${id}" aria-label="${wording.text('pages.user.signOutOf', { account: name || identifier })}">${wording.text('pages.user.signOut')}</button></li>\n`,
)}</ul>
${names.length > 1 && html`<button class="plain-button plain-main" name="action" value="sign-out-all">${wording.text('pages.user.signOutAll')}</button>`}
</form>`,
  );
}

function nameOf({ user, public_user_data: data }: Session): { name: string; identifier: string } {
  const { first_name: first, last_name: last } = user ?? data ?? {};
  return { name: [first, last].filter(Boolean).join(' '), identifier: data?.identifier ?? '' };
}
