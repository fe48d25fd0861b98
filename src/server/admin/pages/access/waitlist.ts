import {
  addToWaitlist,
  deleteFromWaitlist,
  inviteFromWaitlist,
  rejectFromWaitlist,
} from '../../../backend-api/waitlist.ts';
import { ApiError } from '../../../http/errors.ts';
import { type HtmlContent, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import type { WaitlistEntryRow } from '../../../storage/rows.ts';
import { ADMIN_PATH } from '../../admin-link.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import {
  button,
  checkbox,
  field,
  form,
  type FormState,
  FRESH,
  refusedState,
  select,
  submit,
} from '../../parts/form.ts';
import { askButton, badge, confirmation, section } from '../../parts/layout.ts';
import { notice } from '../../parts/notice.ts';
import { type Listed, PAGE_SIZE, pager, readOffset, table } from '../../parts/table.ts';
import { ago } from '../../parts/times.ts';
import { TEXTS } from '../../texts.ts';
import { ACCESS_TEXTS } from '../../texts/access.ts';

const PATH = '/waitlist';
const STATUSES = ['pending', 'invited', 'completed', 'rejected'] as const;
const TONES = { pending: 'warning', invited: 'neutral', completed: 'good', rejected: 'danger' } as const;
const MAX_QUERY = 256;
const { waitlist: texts } = ACCESS_TEXTS;

/** The people who wait for an invitation. */
export function waitlistPages(routes: AdminRoutes, services: Services): void {
  const { storage, config } = services;

  routes.page(PATH, (request) => show(request));
  routes.action(PATH, {
    async run(request, entry) {
      const { form: params } = request;
      const emailAddress = params.required('email_address');
      const [row] = await addToWaitlist(services, request, [
        { emailAddress, notify: params.boolean('notify') ?? false },
      ]);
      entry.target = row?.id ?? null;
      return { to: PATH, done: 'waitlistAdded' };
    },
    refused: (request, error) => show(request, refusedState(request, error, ['email_address'])),
  });

  routes.action(`${PATH}/:id/invite`, {
    async run(request) {
      const id = idOf(request);
      // Who was invited before gets a new link.
      const again = request.form.boolean('again');
      await inviteFromWaitlist(services, request, id, again);
      return { to: PATH, done: 'waitlistInvited' };
    },
  });

  question('reject', { title: texts.rejectTitle, text: texts.rejectText, confirm: texts.reject });
  routes.action(`${PATH}/:id/reject`, {
    async run(request) {
      await rejectFromWaitlist(services, request, idOf(request));
      return { to: PATH, done: 'waitlistRejected' };
    },
  });
  question('delete', { title: texts.removeTitle, text: texts.removeText, confirm: texts.remove });
  routes.action(`${PATH}/:id/delete`, {
    async run(request) {
      await deleteFromWaitlist(services, idOf(request));
      return { to: PATH, done: 'waitlistDeleted' };
    },
  });

  function question(end: string, asked: { title: (email: string) => string; text: string; confirm: string }): void {
    routes.page(`${PATH}/:id/${end}`, async (request) => {
      const row = await storage.findWaitlistEntry(idOf(request));
      if (!row) throw new ApiError('resource_not_found');
      return confirmation(request, {
        ...asked,
        title: asked.title(row.email),
        action: `${PATH}/${row.id}/${end}`,
        back: { path: PATH, label: texts.title },
      });
    });
  }

  async function show(request: AdminRequest, state: FormState = FRESH): Promise<AdminView> {
    const { query, now } = request;
    const status = STATUSES.find((each) => each === query.get('status'));
    const text = query.get('query')?.trim().slice(0, MAX_QUERY) || undefined;
    const filter = { status, query: text };
    const offset = readOffset(query);
    const [rows, all] = await Promise.all([
      storage.listWaitlistEntries(filter, { by: 'created_at', direction: 'desc' }, { limit: PAGE_SIZE, offset }),
      storage.countWaitlistEntries(filter),
    ]);
    const listed: Listed = { path: PATH, query };
    const options = [['', texts.any] as const, ...STATUSES.map((each) => [each, texts.statuses[each]] as const)];
    return {
      title: texts.title,
      description: texts.description,
      content: html`${config.signUp.mode !== 'waitlist' && notice(texts.off)}
<form class="filters" action="${ADMIN_PATH}${PATH}" role="search"><div class="form-row">
${field({ name: 'query', label: texts.search, type: 'search', value: text, isOptional: 'quiet', maxlength: MAX_QUERY })}
${select({ name: 'status', label: texts.status, value: status ?? '', choices: options })}
<button class="button plain">${TEXTS.list.apply}</button></div></form>
${table({
  caption: texts.caption,
  columns: [texts.email, texts.status, texts.joined, texts.invited, texts.action].map((label) => ({ label })),
  rows: rows.map((row) => [
    row.email,
    badge(texts.statuses[row.status], TONES[row.status]),
    ago(row.created_at, now),
    row.invited_at === null ? TEXTS.empty : ago(row.invited_at, now),
    actionsOf(request, row),
  ]),
  empty: status === undefined && text === undefined ? texts.none : texts.nothing,
})}
${pager(listed, { offset, shown: rows.length, all })}
${section(
  texts.add,
  {},
  form(
    request,
    { action: PATH, state, label: texts.add },
    html`<div class="half">${field({ name: 'email_address', label: texts.email, type: 'email', state })}</div>
${checkbox({ name: 'notify', label: texts.notify, state, isChecked: true })}
${submit(texts.submit)}`,
  ),
)}`,
    };
  }
}

function actionsOf(request: AdminRequest, { id, email, status }: WaitlistEntryRow): HtmlContent {
  if (status === 'completed') return TEXTS.empty;
  const path = `${PATH}/${id}`;
  const isInvited = status === 'invited';
  return html`<span class="buttons">${button(request, {
    action: `${path}/invite`,
    text: isInvited ? texts.inviteAgain : texts.invite,
    label: texts.inviteThat(email),
    ...(isInvited && { fields: { again: 'true' } }),
  })}${
    status !== 'rejected' &&
    askButton(`${path}/reject`, texts.reject, { tone: 'danger-plain', label: texts.rejectThat(email) })
  }${!isInvited && askButton(`${path}/delete`, texts.remove, { tone: 'danger-plain', label: texts.removeThat(email) })}</span>`;
}
