import { type Html, html } from '../../../lib/html.ts';
import type { Services } from '../../../services.ts';
import { findWebhookEndpoint, type WebhookEndpoint } from '../../../webhooks/manage-endpoints.ts';
import { type AdminRequest, type AdminView, idOf } from '../../admin-request.ts';
import { tabs } from '../../parts/layout.ts';
import { WEBHOOK_TEXTS as texts } from '../../texts/webhooks.ts';
import { endpointBadges } from './endpoint-list.ts';

const PATH = '/webhooks';
const TABS = { '': texts.deliveries, '/endpoint': texts.settings } as const;

/** Loads the endpoint of a path. @throws {ApiError} `resource_not_found` */
export function loadEndpoint(services: Services, request: AdminRequest): Promise<WebhookEndpoint> {
  return findWebhookEndpoint(services, idOf(request));
}

/** Draws a page of one endpoint: which one it is, the tabs, and what the tab shows. */
export function endpointPage(endpoint: WebhookEndpoint, tab: keyof typeof TABS, content: Html): AdminView {
  const path = `${PATH}/${endpoint.id}`;
  return {
    title: `${TABS[tab]} · ${endpoint.url}`,
    hasOwnHeading: true,
    back: { path: PATH, label: texts.title },
    content: html`<div class="profile"><div><h1>${endpoint.url}</h1>
${endpoint.description && html`<p class="soft">${endpoint.description}</p>`}</div>${endpointBadges(endpoint)}</div>
${tabs(
  texts.tabs,
  `${path}${tab}`,
  Object.entries(TABS).map(([end, text]) => [`${path}${end}`, text] as const),
)}
${content}`,
  };
}
