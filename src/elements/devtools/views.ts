import { html, nothing, type TemplateResult } from 'lit';
import { FAULTS } from '../../protocol/diagnosis/fault-table.ts';
import type { Finding } from '../../protocol/diagnosis/finding.ts';
import { VERSION } from '../../protocol/version.ts';
import { icon, outline } from '../parts/icon.ts';
import type { DevtoolsHost, Tab } from './devtools-host.ts';
import { inboxUrl, readState } from './read-state.ts';
import type { SeenRequest } from './watch/watch-requests.ts';

export const MARKS = {
  tool: 'M2.75 4.5 6.25 8l-3.5 3.5M8 11.5h5.25',
  check: 'm3 8.5 3.25 3.25L13 5',
  warn: 'M8 2.25 14.5 13.5h-13L8 2.25ZM8 6.5v3M8 11.5v.01',
  close: 'M4 4l8 8M12 4l-8 8',
  again: 'M13.25 8A5.25 5.25 0 1 1 11.6 4.2M13.25 2.25v3h-3',
  copy: 'M5.75 5.75h7.5v7.5h-7.5zM10.25 5.5V2.75h-7.5v7.5H5.5',
  out: 'M6.5 3.25H3.25v9.5h9.5V9.5M9.5 3h3.5v3.5M12.75 3.25 7.5 8.5',
} as const;

/** The list of all faults. The fragment makes the browser scroll to one of them. */
const DOCS = `https://unpkg.com/clerk-widgets@${VERSION}/docs/doctor.md`;

/** What each tab shows. */
export const VIEWS: Readonly<Record<Tab, (host: DevtoolsHost) => TemplateResult>> = {
  faults: faultsView,
  state: stateView,
  requests: requestsView,
};

function faultsView(host: DevtoolsHost): TemplateResult {
  const { findings, passed, isChecking } = host;
  const isClear = passed !== undefined && findings.length === 0 && !isChecking;
  return html`${
    isClear
      ? html`<div class=${host.cl('devtoolsClear')}>
          <span class=${host.cl('devtoolsClearIcon')}>${outline(MARKS.check)}</span>
          <h3 class=${host.cl('devtoolsClearTitle')} .textContent=${host.t('devtools.clear')}></h3>
          <p class=${host.cl('devtoolsText')} .textContent=${host.t('devtools.clearText')}></p>
        </div>`
      : nothing
  }
  <ol class=${host.cl('devtoolsFaults')} role="list">
    ${findings.map((finding) => fault(host, finding))}
  </ol>
  ${
    passed?.length
      ? html`<h3 class=${host.cl('devtoolsCaption')} .textContent=${host.t('devtools.checked')}></h3>
          <ul class=${host.cl('devtoolsPassed')} role="list">
            ${passed.map(
              (name) =>
                html`<li>${outline(MARKS.check)}<span .textContent=${host.t(`devtools.passed.${name}`)}></span></li>`,
            )}
          </ul>`
      : nothing
  }
  <p class=${host.cl('devtoolsNote')}>
    <span .textContent=${host.t('devtools.unseen')}></span>
    <code translate="no">npx clerk-widgets doctor</code>
  </p>`;
}

function fault(host: DevtoolsHost, { id, status, what, evidence, cure }: Finding): TemplateResult {
  const about = host.t('devtools.about', { id });
  return html`<li class=${host.cl('devtoolsFault', status)}>
    <p class=${host.cl('devtoolsFaultHead')}>
      <span class=${host.cl('devtoolsFaultStatus')}
        >${status === 'broken' ? icon('alert') : outline(MARKS.warn)}<span
          .textContent=${host.t(`devtools.status__${status}`)}
        ></span
      ></span>
      <a
        class=${host.cl('devtoolsFaultLink')}
        href="${DOCS}#:~:text=${id.replaceAll('-', '%2D')}"
        target="_blank"
        rel="noreferrer"
        aria-label=${about}
        translate="no"
        ><span .textContent=${id}></span>${outline(MARKS.out)}</a
      >
    </p>
    <h3 class=${host.cl('devtoolsFaultTitle')} .textContent=${what}></h3>
    <dl class=${host.cl('devtoolsFaultFacts')}>
      <dt .textContent=${host.t('devtools.why')}></dt>
      <dd .textContent=${FAULTS[id].symptom}></dd>
      <dt .textContent=${host.t('devtools.seen')}></dt>
      <dd><code translate="no" .textContent=${evidence}></code></dd>
    </dl>
    <div class=${host.cl('devtoolsCure')}>
      <strong class=${host.cl('devtoolsCureTitle')} .textContent=${host.t('devtools.cure')}></strong>
      <p .textContent=${cure}></p>
    </div>
  </li>`;
}

function stateView(host: DevtoolsHost): TemplateResult {
  const inbox = inboxUrl(host);
  const isTest = host.environment?.auth_config.test_mode;
  return html`<dl class=${host.cl('devtoolsState')}>
      ${readState(host).map(
        ([name, value]) =>
          html`<div>
            <dt .textContent=${host.t(`devtools.state.${name}`)}></dt>
            <dd translate="no" .textContent=${value}></dd>
          </div>`,
      )}
    </dl>
    ${
      isTest
        ? html`<div class=${host.cl('devtoolsHint')}>
            <h3 class=${host.cl('devtoolsHintTitle')} .textContent=${host.t('devtools.state.hintTitle')}></h3>
            <p class=${host.cl('devtoolsText')} .textContent=${host.t('devtools.state.hint')}></p>
            ${
              inbox
                ? html`<a class=${host.cl('devtoolsInbox')} href=${inbox} target="_blank" rel="noreferrer"
                    ><span .textContent=${host.t('devtools.state.inbox')}></span>${outline(MARKS.out)}</a
                  >`
                : nothing
            }
          </div>`
        : nothing
    }`;
}

function requestsView(host: DevtoolsHost): TemplateResult {
  const { requests } = host;
  if (requests.length === 0) {
    return html`<p class=${host.cl('devtoolsText')} .textContent=${host.t('devtools.requests.none')}></p>`;
  }
  return html`<ol class=${host.cl('devtoolsRequests')} aria-label=${host.t('devtools.requests.caption')} translate="no">
    ${requests.map((request) => requestRow(host, request))}
  </ol>`;
}

function requestRow(host: DevtoolsHost, { method, path, at, status, codes, traceId }: SeenRequest): TemplateResult {
  const isFailed = status !== undefined && status >= 400;
  const answer = status || host.t(`devtools.requests.${status === 0 ? 'hidden' : 'pending'}`);
  const time = new Date(at);
  return html`<li class=${host.cl('devtoolsRequest', undefined, isFailed && 'error')}>
    <span class=${host.cl('devtoolsRequestMethod')} .textContent=${method}></span>
    <span class=${host.cl('devtoolsRequestPath')} .textContent=${path}></span>
    <span class=${host.cl('devtoolsRequestStatus')} .textContent=${String(answer)}></span>
    <time
      class=${host.cl('devtoolsRequestTime')}
      datetime=${time.toISOString()}
      .textContent=${time.toLocaleTimeString('en-GB')}
    ></time>
    ${
      codes.length || traceId
        ? html`<span class=${host.cl('devtoolsRequestMore')}
            ><b .textContent=${codes.join(', ')}></b>
            <span .textContent=${traceId ? host.t('devtools.requests.trace', { id: traceId }) : ''}></span
          ></span>`
        : nothing
    }
  </li>`;
}
