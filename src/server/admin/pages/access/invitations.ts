import { invite, type IssuedInvitation, revokeInvitation } from '../../../backend-api/invitations.ts';
import type { NewInvitation } from '../../../backend-api/types.ts';
import { statusOfTicket, ticketProblem, type TicketStatus } from '../../../factors/ticket/ticket.ts';
import { ApiError } from '../../../http/errors.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import type { TicketRow } from '../../../storage/rows.ts';
import { MAX_METADATA } from '../../../users/user-fields.ts';
import { ADMIN_PATH } from '../../admin-link.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { checkbox, field, form, type FormState, FRESH, refusedState, select, submit } from '../../parts/form.ts';
import { askButton, badge, confirmation, linkButton } from '../../parts/layout.ts';
import { readMetadata } from '../../parts/metadata.ts';
import { shownOnce } from '../../parts/shown-once.ts';
import { type Listed, PAGE_SIZE, pager, readOffset, table } from '../../parts/table.ts';
import { ago } from '../../parts/times.ts';
import { TEXTS } from '../../texts.ts';
import { ACCESS_TEXTS } from '../../texts/access.ts';

const PATH = '/invitations';
const STATUSES = ['pending', 'accepted', 'expired', 'revoked'] as const satisfies readonly TicketStatus[];
const FIELDS = ['email_address', 'redirect_url', 'expires_in_days', 'public_metadata'] as const;
const TONES = { pending: 'warning', accepted: 'good', revoked: 'neutral', expired: 'neutral' } as const;
const MAX_QUERY = 256;
const MAX_URL = 2_048;
const { invitations: texts } = ACCESS_TEXTS;

/** Invitations to sign up. */
export function invitationPages(routes: AdminRoutes, services: Services): void {
  const { storage } = services;

  routes.page(PATH, async ({ query, now }) => {
    const is = STATUSES.find((each) => each === query.get('status'));
    const text = query.get('query')?.trim().slice(0, MAX_QUERY) || undefined;
    const filter = { status: is && { is, now }, query: text };
    const offset = readOffset(query);
    const [rows, all] = await Promise.all([
      storage.listInvitations(filter, { by: 'created_at', direction: 'desc' }, { limit: PAGE_SIZE, offset }),
      storage.countInvitations(filter),
    ]);
    const listed: Listed = { path: PATH, query };
    const options = [['', texts.any] as const, ...STATUSES.map((each) => [each, texts.statuses[each]] as const)];
    return {
      title: texts.title,
      description: texts.description,
      actions: linkButton(`${PATH}/new`, texts.invite, { tone: 'primary', icon: 'plus' }),
      content: html`<form class="filters" action="${ADMIN_PATH}${PATH}" role="search"><div class="form-row">
${field({ name: 'query', label: texts.search, type: 'search', value: text, isOptional: 'quiet', maxlength: MAX_QUERY })}
${select({ name: 'status', label: texts.status, value: is ?? '', choices: options })}
<button class="button plain">${TEXTS.list.apply}</button></div></form>
${table({
  caption: texts.caption,
  columns: [texts.email, texts.status, texts.created, texts.expires, texts.action].map((label) => ({ label })),
  rows: rows.map((row) => {
    const status = statusOfTicket(row, now);
    return [
      row.email,
      badge(texts.statuses[status], TONES[status]),
      ago(row.created_at, now),
      status === 'pending' ? ago(row.expires_at, now) : TEXTS.empty,
      status === 'pending'
        ? askButton(`${PATH}/${row.id}/revoke`, texts.revoke, {
            tone: 'danger-plain',
            label: texts.revokeThat(row.email ?? ''),
          })
        : TEXTS.empty,
    ];
  }),
  empty: is === undefined && text === undefined ? texts.none : texts.nothing,
})}
${pager(listed, { offset, shown: rows.length, all })}`,
    };
  });

  routes.page(`${PATH}/new`, (request) => showForm(request));
  routes.action(`${PATH}/new`, {
    async run(request, entry) {
      const { form: params } = request;
      const emailAddress = params.required('email_address');
      const notify = params.boolean('notify') ?? false;
      const { row, url } = await inviteIn(request, {
        emailAddress,
        redirectUrl: params.nullable('redirect_url', MAX_URL) ?? undefined,
        expiresInDays: Number(params.required('expires_in_days', 4)),
        publicMetadata: readMetadata(params, 'public_metadata', MAX_METADATA),
        notify,
        ignoreExisting: params.boolean('ignore_existing') ?? false,
      });
      entry.target = row.id;
      return shownOnce({
        title: texts.linkTitle,
        description: notify ? texts.linkMailed : texts.linkOnly,
        name: texts.link,
        secret: url,
        further: [[texts.email, row.email]],
        onward: { path: PATH, text: texts.onward },
      });
    },
    refused: async (request, error) => showForm(request, refusedState(request, error, FIELDS)),
  });

  routes.page(`${PATH}/:id/revoke`, async (request) => {
    const row = await requireRow(request);
    return confirmation(request, {
      title: texts.revokeTitle(row.email ?? ''),
      text: texts.revokeText,
      action: `${PATH}/${row.id}/revoke`,
      confirm: texts.revoke,
      back: { path: PATH, label: texts.title },
    });
  });
  routes.action(`${PATH}/:id/revoke`, {
    async run(request) {
      const row = await requireRow(request);
      if (!(await revokeInvitation(services, request, row.id))) {
        throw new ApiError(ticketProblem(row, request.now) ?? 'invitation_already_accepted');
      }
      return { to: PATH, done: 'invitationRevoked' };
    },
  });

  /** Invites, and says in the words of the form when there is an invitation already. */
  async function inviteIn(request: AdminRequest, input: NewInvitation): Promise<IssuedInvitation> {
    try {
      return await invite(services, request, input);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'duplicate_record') throw error;
      throw new ApiError(error.code, { param: 'email_address', longMessage: texts.pending(input.emailAddress) });
    }
  }

  async function requireRow(request: AdminRequest): Promise<TicketRow> {
    const row = await storage.findTicket(idOf(request));
    if (row?.kind !== 'invitation') throw new ApiError('resource_not_found');
    return row;
  }
}

function showForm(request: AdminRequest, state: FormState = FRESH): AdminView {
  return {
    title: texts.newTitle,
    description: texts.description,
    back: { path: PATH, label: texts.title },
    content: html`<div class="card narrow">${form(request, { action: `${PATH}/new`, state }, fieldsOf(state))}</div>`,
  };
}

function fieldsOf(state: FormState): Html {
  const isOpen = state.errors.has('public_metadata') || state.errors.has('redirect_url');
  return html`${field({ name: 'email_address', label: texts.email, type: 'email', state })}
<div class="half">${field({ name: 'expires_in_days', label: texts.days, type: 'number', state, value: '30' })}</div>
${checkbox({ name: 'notify', label: texts.notify, state, isChecked: true })}
${checkbox({ name: 'ignore_existing', label: texts.ignore, state })}
<details class="more"${isOpen && html` open`}><summary>${TEXTS.list.further}</summary><div class="stack">
${field({ name: 'redirect_url', label: texts.page, type: 'url', state, isOptional: true, hint: texts.pageHint, maxlength: MAX_URL })}
${field({ name: 'public_metadata', label: texts.metadata, state, lines: 4, isCode: true, isOptional: true })}
</div></details>
${submit(texts.submit)}`;
}
