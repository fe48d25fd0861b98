import {
  addListedIdentifier,
  type IdentifierListName,
  listIdentifiers,
  removeListedIdentifier,
} from '../../../backend-api/listed-identifiers.ts';
import { ApiError } from '../../../http/errors.ts';
import { html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { checkbox, field, form, type FormState, FRESH, refusedState, submit } from '../../parts/form.ts';
import { askButton, badge, confirmation, section, tabs } from '../../parts/layout.ts';
import { notice } from '../../parts/notice.ts';
import { type Listed, PAGE_SIZE, pager, readOffset, table } from '../../parts/table.ts';
import { ago } from '../../parts/times.ts';
import { ACCESS_TEXTS } from '../../texts/access.ts';

const PATH = '/access';
const LISTS = { allow: 'restrictions.allowlist', block: 'restrictions.blocklist' } as const;
/** The longest email address is shorter. */
const MAX_IDENTIFIER = 320;
const { lists: texts } = ACCESS_TEXTS;

/** The allow-list and the block-list. */
export function accessListPages(routes: AdminRoutes, services: Services): void {
  const { restrictions } = services.config;

  routes.page(PATH, (request) => show(request, 'allow'));
  for (const list of ['allow', 'block'] as const) {
    routes.page(`${PATH}/${list}`, (request) => show(request, list));
    routes.action(`${PATH}/${list}`, {
      async run(request, entry) {
        const { form: params } = request;
        const notify = list === 'allow' && params.boolean('notify');
        const identifier = params.required('identifier', MAX_IDENTIFIER);
        entry.target = (await addListedIdentifier(services, request, list, { identifier, notify })).id;
        return { to: `${PATH}/${list}`, done: 'entryAdded' };
      },
      refused: (request, error) => show(request, list, refusedState(request, error, ['identifier', 'notify'])),
    });

    routes.page(`${PATH}/${list}/:id/remove`, async (request) => {
      const row = await services.storage.findListedIdentifier(list, idOf(request));
      if (!row) throw new ApiError('resource_not_found');
      return confirmation(request, {
        title: texts.removeTitle(row.identifier),
        text: texts.removeText,
        action: request.path,
        confirm: texts.remove,
        back: { path: `${PATH}/${list}`, label: texts[list] },
      });
    });
    routes.action(`${PATH}/${list}/:id/remove`, {
      async run(request) {
        await removeListedIdentifier(services, request, list, idOf(request));
        return { to: `${PATH}/${list}`, done: 'entryRemoved' };
      },
    });
  }

  async function show(request: AdminRequest, list: IdentifierListName, state: FormState = FRESH): Promise<AdminView> {
    const { query, now } = request;
    const path = `${PATH}/${list}`;
    const offset = readOffset(query);
    const { rows, total } = await listIdentifiers(services, list, { limit: PAGE_SIZE, offset });
    const listed: Listed = { path, query };
    const rule = list === 'block' ? texts.blockText : restrictions.allowlistEnabled ? texts.allowOn : texts.allowOff;
    const hasSeeded = restrictions[`${list}list`].length > 0;
    return {
      title: texts.title,
      content: html`${tabs(texts.tabs, path, [
        [`${PATH}/allow`, texts.allow],
        [`${PATH}/block`, texts.block],
      ])}
${notice([rule, restrictions.onSignIn && ` ${texts.onSignIn}`, hasSeeded && ` ${texts.hintOfSettings(LISTS[list])}`])}
${table({
  caption: texts.caption,
  columns: [texts.entry, texts.kind, texts.added, texts.action].map((label) => ({ label })),
  rows: rows.map((row) => [
    html`<code>${row.identifier}</code>`,
    texts.kinds[row.kind],
    row.created_at === 0 ? badge(texts.ofSettings) : ago(row.created_at, now),
    row.created_at === 0
      ? '–'
      : askButton(`${path}/${row.id}/remove`, texts.remove, {
          tone: 'danger-plain',
          label: texts.removeThat(row.identifier),
        }),
  ]),
  empty: list === 'allow' ? texts.noneAllow : texts.noneBlock,
})}
${pager(listed, { offset, shown: rows.length, all: total })}
${section(
  texts.newEntry,
  {},
  form(
    request,
    { action: path, state, label: texts.newEntry },
    html`<div class="half">${field({ name: 'identifier', label: texts.entry, state, hint: texts.hint, maxlength: MAX_IDENTIFIER })}</div>
${list === 'allow' && checkbox({ name: 'notify', label: texts.notify, state })}
${state.errors.get('notify') !== undefined && html`<p class="error">${state.errors.get('notify')}</p>`}
${submit(texts.add)}`,
  ),
)}`,
    };
  }
}
