import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import type { WebhookDeliveryStatus } from '../../../storage/rows.ts';
import {
  listWebhookDeliveries,
  replayWebhook,
  replayWebhooksSince,
  showWebhookDelivery,
  type WebhookDelivery,
} from '../../../webhooks/manage-deliveries.ts';
import { findWebhookEndpoint } from '../../../webhooks/manage-endpoints.ts';
import { ADMIN_PATH } from '../../admin-link.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { button, type FormState, FRESH, refusedState, select } from '../../parts/form.ts';
import { askButton, badge, confirmation, copyable, facts, link, section } from '../../parts/layout.ts';
import { codeBlock, notice, prettyJson } from '../../parts/notice.ts';
import { older } from '../../parts/older.ts';
import { targetLink } from '../../parts/target-link.ts';
import { table } from '../../parts/table.ts';
import { ago, date } from '../../parts/times.ts';
import { TEXTS } from '../../texts.ts';
import { WEBHOOK_TEXTS as texts } from '../../texts/webhooks.ts';
import { endpointPage, loadEndpoint } from './endpoint-page.ts';

const LIMIT = 50;
const STATUSES = ['dead', 'pending', 'delivered'] as const satisfies readonly WebhookDeliveryStatus[];
const HOUR_MS = 3_600_000;
/** How far back failed deliveries are sent again, in milliseconds. */
const SPANS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS, always: Number.POSITIVE_INFINITY } as const;
type Span = keyof typeof SPANS;

/** What was sent to an endpoint, or waits for it. */
export function webhookDeliveryPages(routes: AdminRoutes, services: Services): void {
  routes.page('/webhooks/deliveries/:id', (request) => showOne(request));
  routes.action('/webhooks/deliveries/:id/replay', {
    async run(request) {
      const { id } = await replayWebhook(services, request, idOf(request));
      return { to: `/webhooks/deliveries/${id}`, done: 'deliveryQueued' };
    },
    refused: (request, error) => showOne(request, refusedState(request, error, [])),
  });

  routes.page('/webhooks/:id', async (request) => {
    const endpoint = await loadEndpoint(services, request);
    const { query, now } = request;
    const path = `/webhooks/${endpoint.id}`;
    const status = STATUSES.find((each) => each === query.get('status'));
    const after = query.get('after') ?? undefined;
    const rows = await listWebhookDeliveries(services, endpoint.id, { status, limit: LIMIT + 1, after });
    const shown = rows.slice(0, LIMIT);
    const options = [
      ['all', texts.all] as const,
      ...STATUSES.map((each) => [each, texts.deliveryStatuses[each]] as const),
    ];
    return endpointPage(
      endpoint,
      '',
      html`<div class="bar-row"><form action="${ADMIN_PATH}${path}"><div class="form-row">
${select({ name: 'status', label: texts.status, value: status ?? 'all', choices: options })}
<button class="button plain">${texts.show}</button></div></form>
${endpoint.failed > 0 && endpoint.disabledReason === null && askButton(`${path}/replay`, texts.replayAll)}</div>
${table({
  caption: texts.deliveryCaption,
  columns: [texts.event, texts.status, texts.attempts, texts.response, texts.next, texts.when].map((label) => ({
    label,
  })),
  rows: shown.map((row) => [
    link(`/webhooks/deliveries/${row.id}`, html`<code>${row.type}</code>`),
    statusBadge(row),
    row.attempts,
    answerOf(row),
    row.nextAttemptAt === null ? TEXTS.empty : ago(row.nextAttemptAt, now),
    ago(row.createdAt, now),
  ]),
  empty: status === undefined && after === undefined ? texts.noDeliveries : texts.noSuchDeliveries,
})}
${older({ path, query }, { name: 'after', last: rows.length > LIMIT ? shown.at(-1)?.id : undefined })}`,
    );
  });

  routes.page('/webhooks/:id/replay', (request) => askReplay(request));
  routes.action('/webhooks/:id/replay', {
    async run(request) {
      const id = idOf(request);
      const span = request.form.text('from') ?? '';
      const ms = Object.hasOwn(SPANS, span) ? SPANS[span as Span] : HOUR_MS;
      await replayWebhooksSince(services, request, id, Math.max(0, request.now - ms));
      return { to: `/webhooks/${id}`, done: 'deliveriesQueued' };
    },
    refused: (request, error) => askReplay(request, refusedState(request, error, [])),
  });

  async function askReplay(request: AdminRequest, state: FormState = FRESH): Promise<AdminView> {
    const { id, url } = await loadEndpoint(services, request);
    return confirmation(request, {
      title: texts.replayAllTitle,
      text: texts.replayAllText,
      action: `/webhooks/${id}/replay`,
      confirm: texts.replaySubmit,
      tone: 'primary',
      back: { path: `/webhooks/${id}`, label: url },
      fields: select({
        name: 'from',
        label: texts.replayFrom,
        value: 'day',
        choices: (Object.keys(SPANS) as Span[]).map((span) => [span, texts[span]] as const),
      }),
      state,
    });
  }

  async function showOne(request: AdminRequest, state: FormState = FRESH): Promise<AdminView> {
    const delivery = await showWebhookDelivery(services, idOf(request));
    // Deliveries stay when their endpoint is deleted.
    const endpoint = await findWebhookEndpoint(services, delivery.endpointId).catch(() => undefined);
    const path = `/webhooks/deliveries/${delivery.id}`;
    const canReplay = delivery.status !== 'pending' && !delivery.isWiped && endpoint?.disabledReason === null;
    return {
      title: texts.delivery,
      description: delivery.type,
      back: endpoint
        ? { path: `/webhooks/${endpoint.id}`, label: endpoint.url }
        : { path: '/webhooks', label: texts.title },
      actions: canReplay
        ? button(request, { action: `${path}/replay`, text: texts.replay, tone: 'primary' })
        : undefined,
      content: html`${state.problem !== undefined && notice(state.problem)}
<div class="card">${factsOf(delivery)}</div>
${
  delivery.responseStart !== null &&
  section(
    texts.responseStart,
    {},
    delivery.responseStart === ''
      ? html`<p class="empty">${texts.noBody}</p>`
      : codeBlock(delivery.responseStart, texts.responseStart),
  )
}
${section(
  texts.payload,
  { description: delivery.isWiped ? texts.wiped : texts.payloadText },
  codeBlock(prettyJson(delivery.payload), texts.payload),
)}`,
    };
  }
}

function factsOf(delivery: WebhookDelivery): Html {
  return facts([
    [texts.status, statusBadge(delivery)],
    [texts.subject, targetLink(delivery.subject)],
    [texts.attempts, delivery.attempts],
    [texts.attempted, date(delivery.attemptedAt)],
    ...(delivery.nextAttemptAt === null ? [] : [[texts.next, date(delivery.nextAttemptAt)] as const]),
    [texts.answer, answerOf(delivery)],
    ...(delivery.error === null ? [] : [[texts.problem, delivery.error] as const]),
    ...(delivery.finishedAt === null ? [] : [[texts.finished, date(delivery.finishedAt)] as const]),
    [texts.when, date(delivery.createdAt)],
    [texts.message, copyable(delivery.messageId, texts.message)],
  ]);
}

function statusBadge({ status }: WebhookDelivery): Html {
  const tone = ({ dead: 'danger', pending: 'warning', delivered: 'good' } as const)[status];
  return badge(texts.deliveryStatuses[status], tone);
}

/** The status of the last answer, or why there was none. */
function answerOf({ responseStatus, error, attempts }: WebhookDelivery): Html | string {
  if (responseStatus !== null) return String(responseStatus);
  if (attempts === 0) return TEXTS.empty;
  return html`<span class="clip" title="${error ?? ''}">${error ?? texts.noAnswer}</span>`;
}
