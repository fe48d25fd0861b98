import { parseClaims } from '../../../expressions/parse-claims.ts';
import { ApiError } from '../../../http/errors.ts';
import { keyOf } from '../../../identifiers/identifier-key.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { JwtTemplate } from '../../../jwt-templates/jwt-templates.ts';
import {
  createJwtTemplate,
  deleteJwtTemplate,
  findJwtTemplate,
  updateJwtTemplate,
  warningsOf,
} from '../../../jwt-templates/manage-jwt-templates.ts';
import { fillInTemplate } from '../../../jwt-templates/mint-template-token.ts';
import { presetTemplates } from '../../../jwt-templates/preset-templates.ts';
import type { Services } from '../../../services.ts';
import { ADMIN_PATH } from '../../admin-link.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { field, form, type FormState, FRESH, refusedState, submit } from '../../parts/form.ts';
import { askButton, confirmation, copyable, facts, section } from '../../parts/layout.ts';
import { codeBlock, notice } from '../../parts/notice.ts';
import { JWT_TEMPLATE_TEXTS as texts } from '../../texts/jwt-templates.ts';
import { readTemplate, type ShownTemplate, TEMPLATE_FIELDS, templateFields } from './template-fields.ts';

const PATH = '/jwt-templates';
const BLANK: ShownTemplate = { name: '', claims: {}, lifetime: 60, allowedClockSkew: 5, signingAlgorithm: 'RS256' };
const MAX_QUERY = 320;

/** One JWT template: the form that creates it, what it is, and what its tokens would say. */
export function jwtTemplateFormPages(routes: AdminRoutes, services: Services): void {
  routes.page(`${PATH}/new`, (request) => showNew(request));
  routes.action(`${PATH}/new`, {
    async run(request, entry) {
      const { id } = await createJwtTemplate(services, request, readTemplate(request.form));
      entry.target = id;
      return { to: `${PATH}/${id}`, done: 'templateCreated' };
    },
    refused: async (request, error) => showNew(request, refusedState(request, error, TEMPLATE_FIELDS)),
  });

  routes.page(`${PATH}/:id`, (request) => show(request));
  routes.action(`${PATH}/:id`, {
    async run(request) {
      const id = idOf(request);
      await updateJwtTemplate(services, request, id, readTemplate(request.form));
      return { to: `${PATH}/${id}`, done: 'templateSaved' };
    },
    refused: (request, error) => show(request, refusedState(request, error, TEMPLATE_FIELDS)),
  });

  routes.page(`${PATH}/:id/delete`, async (request) => {
    const { id, name } = await findJwtTemplate(services, idOf(request));
    return confirmation(request, {
      title: texts.removeTitle(name),
      text: texts.removeText,
      action: `${PATH}/${id}/delete`,
      confirm: texts.remove,
      back: { path: `${PATH}/${id}`, label: name },
    });
  });
  routes.action(`${PATH}/:id/delete`, {
    async run(request) {
      await deleteJwtTemplate(services, idOf(request));
      return { to: PATH, done: 'templateDeleted' };
    },
  });

  async function show(request: AdminRequest, state: FormState = FRESH): Promise<AdminView> {
    const template = await findJwtTemplate(services, idOf(request));
    const { id, name, isSeeded } = template;
    return {
      title: name,
      back: { path: PATH, label: texts.title },
      actions: isSeeded ? undefined : askButton(`${PATH}/${id}/delete`, texts.remove, { tone: 'danger-plain' }),
      content: html`${isSeeded && notice(texts.isOfSettings)}${warningsOf(template).map(notice)}
${section(isSeeded ? texts.facts : texts.edit, {}, isSeeded ? factsOf(template) : formOf(request, `${PATH}/${id}`, state, template, texts.save))}
${await preview(request, template)}`,
    };
  }

  /** What a token of the template would say of a user whom the address names. */
  async function preview({ query, now }: AdminRequest, template: JwtTemplate): Promise<Html> {
    const user = query.get('user')?.trim().slice(0, MAX_QUERY) ?? '';
    const state: FormState = { errors: new Map(), typed: () => user };
    let shown: Html | undefined;
    if (user !== '') {
      try {
        const userId = await findUser(user);
        if (userId === undefined) throw new ApiError('resource_not_found', { longMessage: texts.noUser });
        const parsed = parseClaims(template.claims, template.hasOwnKey ? 'template with its own key' : 'template');
        const session = { id: texts.session, user_id: userId, actor: null };
        const claims = await fillInTemplate(services, template, parsed, session, { azp: undefined, now });
        shown = codeBlock(JSON.stringify(claims, null, 2), texts.claimsOf(user));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        state.errors = new Map([['user', error.items[0]?.long_message ?? '']]);
      }
    }
    return section(
      texts.preview,
      { description: texts.previewText, id: 'preview' },
      html`<form class="form" action="${ADMIN_PATH}${PATH}/${template.id}#preview"><div class="half">${field({ name: 'user', label: texts.user, state, hint: texts.userHint, maxlength: MAX_QUERY })}</div>${submit(texts.show, 'plain')}</form>${shown}`,
    );
  }

  async function findUser(text: string): Promise<string | undefined> {
    if (!text.includes('@')) return (await services.storage.findUser(text))?.id;
    return (await services.storage.findVerifiedEmailAddress(keyOf(text)))?.user_id;
  }
}

function showNew(request: AdminRequest, state: FormState = FRESH): AdminView {
  const { query } = request;
  const preset = presetTemplates().find(({ name }) => name === query.get('preset'));
  const link = (name: string | undefined, label: string) =>
    html`<a href="${ADMIN_PATH}${PATH}/new${name === undefined ? '' : `?preset=${name}`}"${preset?.name === name && html` aria-current="true"`}>${label}</a>`;
  return {
    title: texts.newTitle,
    back: { path: PATH, label: texts.title },
    content: html`<p class="field-name" id="start">${texts.start}</p>
<nav class="switch" aria-labelledby="start">${link(undefined, texts.blank)}${presetTemplates().map(({ name, service }) => link(name, service))}</nav>
${preset && html`<div class="after">${notice(preset.says)}</div>`}
<div class="card narrow after">${formOf(request, `${PATH}/new`, state, preset ? { ...preset, allowedClockSkew: BLANK.allowedClockSkew } : BLANK, texts.submit)}</div>`,
  };
}

function formOf(request: AdminRequest, action: string, state: FormState, shown: ShownTemplate, text: string): Html {
  return form(request, { action, state }, html`${templateFields(state, shown)}${submit(text)}`);
}

function factsOf({ id, signingAlgorithm, hasOwnKey, lifetime, allowedClockSkew, claims }: JwtTemplate): Html {
  return html`${facts([
    [texts.id, copyable(id, texts.id)],
    [texts.algorithm, signingAlgorithm],
    [texts.signedWith, hasOwnKey ? texts.ownKey : texts.instanceKey],
    [texts.lifetime, texts.seconds(lifetime)],
    [texts.skewName, texts.seconds(allowedClockSkew)],
  ])}${codeBlock(JSON.stringify(claims, null, 2), texts.claims)}`;
}
