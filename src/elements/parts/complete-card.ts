import type { TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';
import { card } from './card.ts';
import { spinner } from './icon.ts';

/** Shown from the last answer until the next page appears. */
export function completeCard(host: ViewHost, flow: 'signIn' | 'signUp'): TemplateResult {
  return card(host, {
    flow,
    part: 'complete',
    step: 'complete',
    title: host.t(`${flow}.complete.title`),
    subtitle: host.t(`${flow}.complete.subtitle`),
    body: spinner(host),
  });
}
