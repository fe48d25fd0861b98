import { banUser, lockAccount } from '../../../account/administer-user.ts';
import { removeUser } from '../../../account/delete-user.ts';
import type { BackendUserJSON } from '../../../backend-api/presenters/present-user.ts';
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
        content: html`<div class="card">${facts([
          [texts.linkField, copyable(url, texts.linkField)],
          [texts.linkEnds, date(expiresAt.getTime())],
        ])}</div>`,
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
