import { createSecretKeys } from '../../backend-api/secret-keys.ts';
import { isScope, SCOPES, type Scope } from '../../backend-api/scopes.ts';
import type { SecretKey } from '../../backend-api/types.ts';
import { ApiError } from '../../http/errors.ts';
import { type Html, html } from '../../lib/html.ts';
import type { Services } from '../../services.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../admin-request.ts';
import { usualOrSome } from '../parts/choices.ts';
import { field, form, type FormState, FRESH, refusedState, submit } from '../parts/form.ts';
import { askButton, badge, confirmation, linkButton } from '../parts/layout.ts';
import { shownOnce } from '../parts/shown-once.ts';
import { table } from '../parts/table.ts';
import { ago } from '../parts/times.ts';
import { TEXTS } from '../texts.ts';
import { SERVER_TEXTS } from '../texts/server.ts';

const PATH = '/keys';
const { keys: texts } = SERVER_TEXTS;

/** The secret keys of the Backend API. */
export function secretKeyPages(routes: AdminRoutes, services: Services): void {
  const keys = createSecretKeys(services);

  routes.page(PATH, async ({ now }) => ({
    title: texts.title,
    description: texts.description,
    actions: linkButton(`${PATH}/new`, texts.create, { tone: 'primary', icon: 'plus' }),
    content: table({
      caption: texts.caption,
      columns: [texts.name, texts.key, texts.scopes, texts.status, texts.created, texts.lastUsed, texts.action].map(
        (label) => ({ label }),
      ),
      rows: (await keys.list()).map((key) => [
        html`<b>${nameOf(key)}</b>`,
        html`<code class="whole">…${key.lastFour}</code>`,
        scopesOf(key),
        statusOf(key),
        key.createdAt === null ? TEXTS.empty : ago(key.createdAt.getTime(), now),
        key.id === null ? TEXTS.empty : ago(key.lastUsedAt?.getTime() ?? null, now),
        key.id === null || key.revokedAt !== null
          ? TEXTS.empty
          : askButton(`${PATH}/${key.id}/revoke`, texts.revoke, {
              tone: 'danger-plain',
              label: texts.revokeThat(nameOf(key)),
            }),
      ]),
      empty: texts.none,
    }),
  }));

  routes.page(`${PATH}/new`, (request) => showForm(request));
  routes.action(`${PATH}/new`, {
    async run({ form: params }, entry) {
      const name = params.name('name', 100) ?? '';
      const scopes = params.text('may') === 'some' ? params.list('scopes').filter(isScope) : undefined;
      if (scopes?.length === 0) {
        throw new ApiError('form_param_value_invalid', { param: 'scopes', longMessage: texts.choose });
      }
      const made = await keys.create({ name, ...(scopes && { scopes }) });
      entry.target = made.id;
      return shownOnce({
        title: texts.onceTitle,
        description: texts.onceDescription,
        name: texts.key,
        secret: made.key,
        further: [
          [texts.name, nameOf(made)],
          [texts.scopes, made.scopes?.join(', ') ?? texts.everything],
        ],
        onward: { path: PATH, text: texts.onward },
      });
    },
    refused: async (request, error) => showForm(request, refusedState(request, error, ['name', 'scopes'])),
  });

  routes.page(`${PATH}/:id/revoke`, async (request) => {
    const key = await requireKey(request);
    return confirmation(request, {
      title: texts.revokeTitle(nameOf(key)),
      text: texts.revokeText,
      action: `${PATH}/${key.id}/revoke`,
      confirm: texts.revokeSubmit,
      back: { path: PATH, label: texts.title },
    });
  });
  routes.action(`${PATH}/:id/revoke`, {
    async run(request) {
      await keys.revoke(idOf(request));
      return { to: PATH, done: 'keyRevoked' };
    },
  });

  async function requireKey(request: AdminRequest): Promise<SecretKey> {
    const id = idOf(request);
    const key = (await keys.list()).find((each) => each.id === id && each.revokedAt === null);
    if (!key) throw new ApiError('resource_not_found');
    return key;
  }

  function showForm(request: AdminRequest, state: FormState = FRESH): AdminView {
    const { form: params } = request;
    const hasSome = params.list('may')[0] === 'some';
    return {
      title: texts.newTitle,
      description: texts.newDescription,
      back: { path: PATH, label: texts.title },
      content: html`<div class="card narrow">${form(
        request,
        { action: `${PATH}/new`, state },
        html`${field({ name: 'name', label: texts.name, state, isOptional: true, hint: texts.nameHint, maxlength: 100 })}
${usualOrSome({
  name: 'may',
  legend: texts.may,
  usual: texts.mayAll,
  some: texts.maySome,
  hasSome,
  choices: {
    name: 'scopes',
    legend: texts.chosen,
    options: (Object.keys(SCOPES) as Scope[]).map((scope) => [scope, html`<code>${scope}</code>`, SCOPES[scope]]),
    chosen: params.list('scopes'),
    error: state.errors.get('scopes'),
  },
})}
${submit(texts.submit)}`,
      )}</div>`,
    };
  }
}

function nameOf({ id, name }: Pick<SecretKey, 'id' | 'name'>): string {
  return id === null ? TEXTS.signIn.bySetting : name || texts.nameless;
}

function scopesOf({ scopes }: SecretKey): Html {
  if (scopes === null) return badge(texts.everything, 'warning');
  return html`<span class="badges">${scopes.map((scope) => badge(scope))}</span>`;
}

function statusOf({ id, revokedAt }: SecretKey): Html {
  if (id === null) return badge(texts.ofSetting);
  return revokedAt === null ? badge(texts.active, 'good') : badge(texts.revoked, 'danger');
}
