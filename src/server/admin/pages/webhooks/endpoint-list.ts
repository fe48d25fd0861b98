import { WEBHOOK_TYPES } from '../../../../protocol/webhook-types.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import {
  createWebhookEndpoint,
  listWebhookEndpoints,
  type WebhookEndpoint,
} from '../../../webhooks/manage-endpoints.ts';
import type { AdminRequest, AdminRoutes, AdminView } from '../../admin-request.ts';
import { usualOrSome } from '../../parts/choices.ts';
import { field, form, type FormState, FRESH, refusedState, submit } from '../../parts/form.ts';
import { badge, link, linkButton } from '../../parts/layout.ts';
import { shownOnce } from '../../parts/shown-once.ts';
import { table } from '../../parts/table.ts';
import { ago } from '../../parts/times.ts';
import { number } from '../../texts.ts';
import { WEBHOOK_TEXTS as texts } from '../../texts/webhooks.ts';

const PATH = '/webhooks';
const FIELDS = ['url', 'description', 'events'] as const;

/** The endpoints of webhooks, and the form for one more. */
export function webhookListPages(routes: AdminRoutes, services: Services): void {
  routes.page(PATH, async ({ now }) => {
    const endpoints = await listWebhookEndpoints(services);
    return {
      title: texts.title,
      description: texts.description,
      actions: linkButton(`${PATH}/new`, texts.add, { tone: 'primary', icon: 'plus' }),
      content: table({
        caption: texts.caption,
        columns: [
          { label: texts.endpoint },
          { label: texts.status },
          { label: texts.events },
          { label: texts.succeeded },
          { label: texts.waiting, isNumber: true },
          { label: texts.failed, isNumber: true },
        ],
        rows: endpoints.map((endpoint) => [
          html`<span class="named">${link(`${PATH}/${endpoint.id}`, endpoint.url)}${endpoint.description && html`<span class="soft">${endpoint.description}</span>`}</span>`,
          endpointBadges(endpoint),
          endpoint.hasDefaultEvents ? texts.usual : texts.count(endpoint.events.length),
          ago(endpoint.succeededAt, now),
          number(endpoint.waiting),
          number(endpoint.failed),
        ]),
        empty: texts.none,
      }),
    };
  });

  routes.page(`${PATH}/new`, (request) => showForm(request));
  routes.action(`${PATH}/new`, {
    async run(request, entry) {
      const made = await createWebhookEndpoint(services, request, readEndpoint(request));
      entry.target = made.id;
      return shownOnce({
        title: texts.secretTitle,
        description: texts.secretDescription,
        name: texts.secret,
        secret: made.secret,
        further: [[texts.endpoint, made.url]],
        onward: { path: `${PATH}/${made.id}`, text: texts.onward },
      });
    },
    refused: async (request, error) => showForm(request, refusedState(request, error, FIELDS)),
  });

  function showForm(request: AdminRequest, state: FormState = FRESH): AdminView {
    return {
      title: texts.newTitle,
      description: texts.newDescription,
      back: { path: PATH, label: texts.title },
      content: html`<div class="card narrow">${form(
        request,
        { action: `${PATH}/new`, state },
        html`${endpointFields(request, state)}${submit(texts.create)}`,
      )}</div>`,
    };
  }
}

/** The fields of an endpoint. @param endpoint what they show unless the form was refused */
export function endpointFields({ form: params }: AdminRequest, state: FormState, endpoint?: WebhookEndpoint): Html {
  const isTyped = state !== FRESH;
  const typedEvents = params.list('events');
  const hasSome = isTyped ? params.list('which')[0] === 'some' : endpoint?.hasDefaultEvents === false;
  const chosen = isTyped ? typedEvents : hasSome ? (endpoint?.events ?? []) : [];
  return html`${field({ name: 'url', label: texts.url, type: 'url', state, value: endpoint?.url, hint: texts.urlHint, maxlength: 2_048 })}
${field({ name: 'description', label: texts.name, state, value: endpoint?.description, isOptional: true, hint: texts.nameHint, maxlength: 256 })}
${usualOrSome({
  name: 'which',
  legend: texts.which,
  usual: texts.whichUsual,
  some: texts.whichSome,
  hasSome,
  choices: {
    name: 'events',
    legend: texts.whichEvents,
    options: WEBHOOK_TYPES.map((type) => [type, html`<code>${type}</code>`] as const),
    chosen,
    error: state.errors.get('events'),
  },
})}`;
}

/** Reads the fields of an endpoint. Ticked boxes count for that choice alone. */
export function readEndpoint({ form: params }: AdminRequest): {
  url: string;
  description: string;
  events: readonly string[] | null;
} {
  return {
    url: params.required('url', 2_048),
    description: params.text('description', 256) ?? '',
    events: params.text('which') === 'some' ? params.list('events') : null,
  };
}

/** Whether an endpoint gets events, and what is unusual about it. */
export function endpointBadges({ disabledReason, failingSince, isSeeded }: WebhookEndpoint): Html {
  const { statuses } = texts;
  return html`<span class="badges">${
    disabledReason === null
      ? failingSince === null
        ? badge(statuses.enabled, 'good')
        : badge(texts.failing, 'warning')
      : badge(statuses[disabledReason], disabledReason === 'administrator' ? 'neutral' : 'danger')
  }${isSeeded && badge(texts.ofSettings)}</span>`;
}
