import { banUser, lockAccount } from '../../../account/administer-user.ts';
import { removeUser } from '../../../account/delete-user.ts';
import type { BackendUserJSON } from '../../../backend-api/presenters/present-user.ts';
import { createActorToken } from '../../../backend-api/actor-tokens.ts';
import { createSignInTokens } from '../../../backend-api/sign-in-tokens.ts';
import { ApiError } from '../../../http/errors.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { field, form, type FormState, FRESH, refusedState, select } from '../../parts/form.ts';
import { askButton, confirmation, copyable, facts, lines, section } from '../../parts/layout.ts';
import { identifierOf, nameOf } from '../../parts/person.ts';
import { date } from '../../parts/times.ts';
import { type DoneText, TEXTS } from '../../texts.ts';
import { backTo, loadUser } from './user-page.ts';

const HOUR_SECONDS = 3_600;
/** Seconds for which a link to act as a user can be used. */
const ACT_SECONDS = 600;
const LIFETIMES = { hour: HOUR_SECONDS, day: 24 * HOUR_SECONDS, week: 7 * 24 * HOUR_SECONDS } as const;
const { access: texts } = TEXTS;

interface Switch {
  /** End of the path. */
  name: 'ban' | 'unban' | 'lock' | 'unlock';
  change(services: Services, request: AdminRequest, id: string): Promise<void>;
  title: (name: string) => string;
  question: string;
  done: DoneText;
  tone: string;
}

const SWITCHES: readonly Switch[] = [
  {
    name: 'ban',
    change: (services, request, id) => banUser(services, request, id, true),
    title: texts.banTitle,
    question: texts.banText,
    done: 'userBanned',
    tone: 'danger',
  },
  {
    name: 'unban',
    change: (services, request, id) => banUser(services, request, id, false),
    title: texts.unbanTitle,
    question: texts.unbanQuestion,
    done: 'userUnbanned',
    tone: 'primary',
  },
  {
    name: 'lock',
    change: (services, request, id) => lockAccount(services, request, id, true),
    title: texts.lockTitle,
    question: texts.lockText,
    done: 'userLocked',
    tone: 'danger',
  },
  {
    name: 'unlock',
    change: (services, request, id) => lockAccount(services, request, id, false),
    title: texts.unlockTitle,
    question: texts.unlockQuestion,
    done: 'userUnlocked',
    tone: 'primary',
  },
];

/** Who may sign in as the user, and whether the user may: a part of the profile, and the questions behind it. */
export function userAccessPages(routes: AdminRoutes, services: Services): void {
  for (const { name, change, title, question, done, tone } of SWITCHES) {
    const path = `/users/:id/${name}`;
    routes.page(path, async (request) => {
      const user = await loadUser(services, request);
      return confirmation(request, {
        title: title(nameOf(user)),
        text: question,
        action: `/users/${user.id}/${name}`,
        confirm: texts[name],
        tone,
        back: backTo(user),
      });
    });
    routes.action(path, {
      async run(request) {
        const id = idOf(request);
        await change(services, request, id);
        return { to: `/users/${id}`, done };
      },
    });
  }

  routes.page('/users/:id/delete', (request) => askToDelete(request));
  routes.action('/users/:id/delete', {
    async run(request) {
      const user = await loadUser(services, request);
      if (request.form.text('confirm') !== deletedName(user)) {
        throw new ApiError('form_param_value_invalid', { param: 'confirm', longMessage: texts.deleteWrong });
      }
      await removeUser(services, request, user.id);
      return { to: '/users', done: 'userDeleted' };
    },
    refused: (request, error) => askToDelete(request, refusedState(request, error, ['confirm'])),
  });

  routes.page('/users/:id/act', async (request) => {
    const user = await loadUser(services, request);
    return confirmation(request, {
      title: texts.actTitle(nameOf(user)),
      text: texts.actQuestion,
      action: `/users/${user.id}/act`,
      confirm: texts.actSubmit,
      tone: 'primary',
      back: backTo(user),
    });
  });
  routes.action('/users/:id/act', {
    async run(request) {
      const user = await loadUser(services, request);
      const { id: sub, name } = request.by;
      const actor = { sub, name };
      const { url, row } = await createActorToken(services, { userId: user.id, actor, expiresInSeconds: ACT_SECONDS });
      return {
        title: texts.actLinkTitle,
        description: texts.actLinkDescription,
        back: backTo(user),
        actions: html`<a class="button primary" href="${url}" target="_blank" rel="noopener noreferrer">${texts.open}</a>`,
        content: linkFacts(url, row.expires_at),
      };
    },
  });

  routes.action('/users/:id/sign-in-link', {
    async run(request) {
      const user = await loadUser(services, request);
      const lasts = request.form.text('lasts') ?? '';
      const expiresInSeconds = Object.hasOwn(LIFETIMES, lasts) ? LIFETIMES[lasts as keyof typeof LIFETIMES] : undefined;
      if (expiresInSeconds === undefined) throw new ApiError('form_param_value_invalid', { param: 'lasts' });
      const { url, expiresAt } = await createSignInTokens(services).create({ userId: user.id, expiresInSeconds });
      return {
        title: texts.linkTitle,
        description: texts.linkDescription,
        back: backTo(user),
        content: linkFacts(url, expiresAt.getTime()),
      };
    },
  });

  async function askToDelete(request: AdminRequest, state: FormState = FRESH): Promise<AdminView> {
    const user = await loadUser(services, request);
    return confirmation(request, {
      title: texts.deleteTitle(nameOf(user)),
      text: texts.deleteQuestion,
      action: `/users/${user.id}/delete`,
      confirm: texts.deleteSubmit,
      back: backTo(user),
      state,
      fields: field({ name: 'confirm', label: texts.deleteField(deletedName(user)), state }),
    });
  }
}

/** A link that can be seen this once. */
function linkFacts(url: string, endsAt: number): Html {
  return html`<div class="card">${facts([
    [texts.linkField, copyable(url, texts.linkField)],
    [texts.linkEnds, date(endsAt)],
  ])}</div>`;
}

/** The part of the profile page. */
export function accessSection(request: AdminRequest, user: BackendUserJSON): Html {
  const path = `/users/${user.id}`;
  const row = (name: string, text: string) => html`<div class="said"><b>${name}</b><p class="soft">${text}</p></div>`;
  const { lock, unlock, ban, unban } = texts;
  const choices = (['hour', 'day', 'week'] as const).map((each) => [each, texts[each]] as const);
  return section(
    texts.title,
    {},
    lines(
      [
        {
          content: row(texts.link, texts.linkText),
          actions: form(
            request,
            { action: `${path}/sign-in-link`, className: 'form-row' },
            html`${select({ name: 'lasts', label: texts.lasts, value: 'hour', choices })}<button class="button plain">${texts.createLink}</button>`,
          ),
        },
        { content: row(texts.act, texts.actText), actions: askButton(`${path}/act`, texts.act) },
        user.locked
          ? { content: row(unlock, texts.unlockText), actions: askButton(`${path}/unlock`, unlock) }
          : { content: row(lock, texts.lockText), actions: askButton(`${path}/lock`, lock, { tone: 'danger-plain' }) },
        user.banned
          ? { content: row(unban, texts.unbanText), actions: askButton(`${path}/unban`, unban) }
          : { content: row(ban, texts.banText), actions: askButton(`${path}/ban`, ban, { tone: 'danger-plain' }) },
        {
          content: row(texts.delete, texts.deleteText),
          actions: askButton(`${path}/delete`, texts.delete, { tone: 'danger-plain' }),
        },
      ],
      '',
    ),
  );
}

/** What has to be typed before a user is deleted. */
function deletedName(user: BackendUserJSON): string {
  return identifierOf(user) ?? user.username ?? user.id;
}
