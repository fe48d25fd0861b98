import { html, nothing, type TemplateResult } from 'lit';
import { outline, spinner } from '../parts/icon.ts';
import { type DevtoolsHost, TABS, type Tab } from './devtools-host.ts';
import { MARKS, VIEWS } from './views.ts';
import { writeReport } from './write-report.ts';

/** Draws the open panel. It is a dialog beside the page, which stays usable. */
export function panel(host: DevtoolsHost): TemplateResult {
  const { uid, tab, isChecking, environment } = host;
  const name = environment?.display_config.application_name;
  return html`<section
    class=${host.cl('devtoolsPanel')}
    id="${uid}-panel"
    role="dialog"
    aria-labelledby="${uid}-title"
    tabindex="-1"
    lang="en"
    dir="ltr"
    @keydown=${(event: KeyboardEvent) => onKey(host, event)}
  >
    <header class=${host.cl('devtoolsHeader')}>
      <span class=${host.cl('devtoolsIcon')}>${outline(MARKS.tool)}</span>
      <div class=${host.cl('devtoolsNames')}>
        <h2 class=${host.cl('devtoolsTitle')} id="${uid}-title" .textContent=${host.t('devtools.title')}></h2>
        ${name ? html`<p class=${host.cl('devtoolsSubtitle')} translate="no"><bdi .textContent=${name}></bdi></p>` : nothing}
      </div>
      <button
        type="button"
        class=${host.cl('devtoolsCloseButton')}
        aria-label=${host.t('devtools.close')}
        title=${host.t('devtools.close')}
        @click=${() => host.close()}
      >
        ${outline(MARKS.close)}
      </button>
    </header>
    <div class=${host.cl('devtoolsTabs')} role="tablist" aria-label=${host.t('devtools.tabs')}>
      ${TABS.map((each) => tabButton(host, each))}
    </div>
    <div
      class=${host.cl('devtoolsBody', tab)}
      role="tabpanel"
      id="${uid}-view"
      aria-labelledby="${uid}-tab-${tab}"
      tabindex="0"
    >
      ${VIEWS[tab](host)}
    </div>
    <footer class=${host.cl('devtoolsFooter')}>
      <button
        type="button"
        class=${host.cl('devtoolsButton')}
        aria-busy=${isChecking ? 'true' : nothing}
        @click=${() => host.check()}
      >
        ${isChecking ? spinner(host) : outline(MARKS.again)}<span
          .textContent=${host.t(isChecking ? 'devtools.checking' : 'devtools.check')}
        ></span>
      </button>
      <button type="button" class=${host.cl('devtoolsButton')} @click=${() => host.copyReport()}>
        ${outline(host.copy === 'copied' ? MARKS.check : MARKS.copy)}<span
          .textContent=${host.t(host.copy === 'copied' ? 'devtools.copied' : 'devtools.copy')}
        ></span>
      </button>
      ${host.copy === 'failed' ? reportField(host) : nothing}
    </footer>
  </section>`;
}

function tabButton(host: DevtoolsHost, tab: Tab): TemplateResult {
  const { uid, findings } = host;
  const isCurrent = tab === host.tab;
  const count = tab === 'faults' ? findings.length : 0;
  return html`<button
    type="button"
    class=${host.cl('devtoolsTab', undefined, isCurrent && 'active')}
    role="tab"
    id="${uid}-tab-${tab}"
    aria-controls="${uid}-view"
    aria-selected=${isCurrent}
    tabindex=${isCurrent ? 0 : -1}
    @click=${() => host.show(tab)}
  >
    <span .textContent=${host.t(`devtools.tab__${tab}`)}></span>
    ${count ? html`<span class=${host.cl('devtoolsCount')} .textContent=${String(count)}></span>` : nothing}
  </button>`;
}

/** The clipboard is open on https and localhost alone, and only if the user lets it. */
function reportField(host: DevtoolsHost): TemplateResult {
  return html`<label class=${host.cl('devtoolsReport')}
    ><span .textContent=${host.t('devtools.copyFailed')}></span>
    <textarea readonly rows="4" aria-label=${host.t('devtools.report')} .value=${writeReport(host)}></textarea>
  </label>`;
}

function onKey(host: DevtoolsHost, event: KeyboardEvent): void {
  if (event.isComposing) return;
  if (event.key === 'Escape') {
    // A dialog of the page around the badge stays open.
    event.preventDefault();
    event.stopPropagation();
    host.close();
    return;
  }
  const target = event.target as HTMLElement;
  if (target.role !== 'tab') return;
  const at = TABS.indexOf(host.tab);
  // The panel is written from left to right.
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1 + TABS.length,
    Home: 0,
    End: TABS.length - 1,
  };
  const next = TABS[(steps[event.key] ?? NaN) % TABS.length];
  if (!next) return;
  event.preventDefault();
  host.show(next);
}
