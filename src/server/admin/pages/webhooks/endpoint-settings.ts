import { WEBHOOK_TYPES } from '../../../../protocol/webhook-types.ts';
import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import {
  changeWebhookEndpoint,
  deleteWebhookEndpoint,
  enableWebhookEndpoint,
  rotateWebhookSecret,
  type WebhookEndpoint,
} from '../../../webhooks/manage-endpoints.ts';
import { testWebhookEndpoint } from '../../../webhooks/test-endpoint.ts';
import { type AdminRequest, type AdminRoutes, type AdminView, idOf } from '../../admin-request.ts';
import { alert, button, form, type FormState, FRESH, refusedState, select, submit } from '../../parts/form.ts';
import { askButton, confirmation, copyable, facts, lines, section } from '../../parts/layout.ts';
import { codeBlock, done, notice } from '../../parts/notice.ts';
import { shownOnce } from '../../parts/shown-once.ts';
import { date } from '../../parts/times.ts';
import { TEXTS } from '../../texts.ts';
import { WEBHOOK_TEXTS as texts } from '../../texts/webhooks.ts';
import { endpointFields, readEndpoint } from './endpoint-list.ts';
import { endpointPage, loadEndpoint } from './endpoint-page.ts';

const PATH = '/webhooks/:id';
const FIELDS = ['url', 'description', 'events'] as const;

/** What an endpoint is, and what can be done with it. */
export function webhookSettingsPages(routes: AdminRoutes, services: Services): void {
  routes.page(`${PATH}/endpoint`, (request) => show(request));
  routes.action(`${PATH}/endpoint`, {
    async run(request) {
      const id = idOf(request);
      await changeWebhookEndpoint(services, request, id, readEndpoint(request));
      return { to: `/webhooks/${id}/endpoint`, done: 'endpointSaved' };
    },
    refused: (request, error) => show(request, refusedState(request, error, FIELDS)),
  });

  question('rotate', {
    title: texts.rotateTitle,
    text: texts.rotateText,
    confirm: texts.rotateSubmit,
    tone: 'primary',
  });
  routes.action(`${PATH}/rotate`, {
    async run(request) {
      const { id, url, secret, previousSecretUntil } = await rotateWebhookSecret(services, request, idOf(request));
      return shownOnce({
        title: texts.secretTitle,
        description: texts.secretDescription,
        name: texts.secret,
        secret,
        further: [
          [texts.endpoint, url],
          [texts.previousSecret, date(previousSecretUntil)],
        ],
        onward: { path: `/webhooks/${id}/endpoint`, text: texts.onward },
      });
    },
  });

  routes.action(`${PATH}/test`, {
    async run(request) {
      const { id, url } = await loadEndpoint(services, request);
      const type = request.form.text('event') ?? '';
      const answer = await testWebhookEndpoint(services, request, id, type);
      return {
        title: texts.testTitle,
        description: url,
        back: { path: `/webhooks/${id}/endpoint`, label: url },
        content: html`${answer.error === null ? done(texts.testTaken) : alert(texts.testRefused)}
<div class="card after">${facts([
          [texts.event, html`<code>${type}</code>`],
          [texts.answer, answer.status ?? texts.noAnswer],
          ...(answer.error === null ? [] : [[texts.problem, answer.error] as const]),
        ])}</div>
${answer.start !== null && answer.start !== '' && section(texts.responseStart, {}, codeBlock(answer.start, texts.responseStart))}`,
      };
    },
  });

  question('disable', { title: texts.disableTitle, text: texts.disableText, confirm: texts.disable });
  for (const [end, isEnabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    routes.action(`${PATH}/${end}`, {
      async run(request) {
        const id = idOf(request);
        await enableWebhookEndpoint(services, request, id, isEnabled);
        return { to: `/webhooks/${id}/endpoint`, done: isEnabled ? 'endpointEnabled' : 'endpointDisabled' };
      },
    });
  }

  question('delete', { title: texts.removeTitle, text: texts.removeText, confirm: texts.remove });
  routes.action(`${PATH}/delete`, {
    async run(request) {
      await deleteWebhookEndpoint(services, request, idOf(request));
      return { to: '/webhooks', done: 'endpointDeleted' };
    },
  });

  function question(end: string, asked: { title: string; text: string; confirm: string; tone?: string }): void {
    routes.page(`${PATH}/${end}`, async (request) => {
      const { id, url } = await loadEndpoint(services, request);
      return confirmation(request, {
        ...asked,
        text: html`${asked.text}<br><b>${url}</b>`,
        action: `/webhooks/${id}/${end}`,
        back: { path: `/webhooks/${id}/endpoint`, label: url },
      });
    });
  }

  async function show(request: AdminRequest, state: FormState = FRESH): Promise<AdminView> {
    const endpoint = await loadEndpoint(services, request);
    return endpointPage(
      endpoint,
      '/endpoint',
      html`${endpoint.isSeeded && notice(texts.isOfSettings)}
${section(texts.facts, {}, stateOf(endpoint))}
${
  !endpoint.isSeeded &&
  section(
    texts.change,
    {},
    form(
      request,
      { action: `/webhooks/${endpoint.id}/endpoint`, state },
      html`${endpointFields(request, state, endpoint)}${submit(texts.save)}`,
    ),
  )
}
${actionSection(request, endpoint)}`,
    );
  }
}

function stateOf(endpoint: WebhookEndpoint): Html {
  const { previousSecretUntil, createdAt, failingSince, hasDefaultEvents, events } = endpoint;
  return facts([
    [texts.id, copyable(endpoint.id, texts.id)],
    [texts.succeeded, date(endpoint.succeededAt)],
    ...(failingSince === null ? [] : [[texts.failingSince, date(failingSince)] as const]),
    [texts.events, hasDefaultEvents ? texts.usual : events.join(', ')],
    ...(previousSecretUntil === null ? [] : [[texts.previousSecret, date(previousSecretUntil)] as const]),
    ...(createdAt === null ? [] : [[texts.created, date(createdAt)] as const]),
  ]);
}

function actionSection(request: AdminRequest, { id, isSeeded, disabledReason }: WebhookEndpoint): Html {
  const path = `/webhooks/${id}`;
  const said = (name: string, text: string) => html`<div class="said"><b>${name}</b><p class="soft">${text}</p></div>`;
  const enable = {
    content: said(texts.enable, texts.enableText),
    actions: button(request, { action: `${path}/enable`, text: texts.enable }),
  };
  const test = {
    content: said(texts.test, texts.testText),
    actions: form(
      request,
      { action: `${path}/test`, className: 'form-row' },
      html`${select({ name: 'event', label: texts.testEvent, value: 'user.created', choices: WEBHOOK_TYPES.map((type) => [type, type]) })}<button class="button plain">${texts.test}</button>`,
    ),
  };
  const items = [
    test,
    ...(disabledReason !== null ? [enable] : []),
    ...(isSeeded
      ? []
      : [
          { content: said(texts.rotate, texts.rotateText), actions: askButton(`${path}/rotate`, texts.rotate) },
          ...(disabledReason === null
            ? [
                {
                  content: said(texts.disable, texts.disableText),
                  actions: askButton(`${path}/disable`, texts.disable, { tone: 'danger-plain' }),
                },
              ]
            : []),
          {
            content: said(texts.remove, texts.removeText),
            actions: askButton(`${path}/delete`, texts.remove, { tone: 'danger-plain' }),
          },
        ]),
  ];
  return section(texts.actions, {}, lines(items, TEXTS.none));
}
