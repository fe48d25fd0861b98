import { html, nothing, type TemplateResult } from 'lit';
import { address } from '../../client/platform/address.ts';
import { hashPaths } from '../../client/platform/hash-paths.ts';
import { devtools } from '../../localization/en-us/devtools.ts';
import type { TextKey, TextParams } from '../../localization/types.ts';
import type { Finding } from '../../protocol/diagnosis/finding.ts';
import { isLocalHost } from '../../protocol/diagnosis/local-host.ts';
import { ClerkElement } from '../base/clerk-element.ts';
import { properties } from '../base/properties.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { icon, outline } from '../parts/icon.ts';
import base from '../styles/base.css';
import { type CheckName, type Examination, examine } from './checks/examine.ts';
import type { DevtoolsHost, Tab } from './devtools-host.ts';
import sheet from './devtools.css';
import { mergeFindings } from './merge-findings.ts';
import { panel } from './panel.ts';
import { type PageParts, readParts } from './read-setup.ts';
import { MARKS } from './views.ts';
import { countLoad } from './watch/count-loads.ts';
import { watchFiles } from './watch/watch-files.ts';
import { watchPolicy } from './watch/watch-policy.ts';
import { type SeenRequest, watchRequests } from './watch/watch-requests.ts';
import { writeReport } from './write-report.ts';

/** Milliseconds that a page may take to create its instance. */
const INSTANCE_MS = 2000;
const SECOND = 1000;
const isLive = (key: string | undefined): boolean => (key ?? '').startsWith('pk_live_');

/**
 * Names the faults of a set-up in the page itself, with their cures: a wrong key, an origin that is not allowed, blocked
 * scripts and requests, cookies that do not stay, wrong clocks, a proxy that does not forward, a missing route for the
 * steps of a form, pages that redirect to each other. A badge in a corner shows how many there are. Its panel has them
 * with what was seen, the state of the instance, the last requests to the Frontend API, and a report to copy, which holds
 * nothing that is secret. The checks run when the panel opens, and at once when the instance does not load.
 *
 * It is for development: with a key that starts with `pk_live_` it shows nothing and says so on the console. It is in
 * English.
 *
 * @summary Finds what is wrong with a set-up, in development.
 * @tag clerk-devtools
 *
 * @attr {'bottom-start'|'bottom-end'|'top-start'|'top-end'} position - Corner of the window, in the direction of the page.
 * @attr {object} appearance - Clerk's appearance object, as JSON or as a property.
 * @attr {'light'|'dark'|'auto'} color-scheme - Forces a color scheme, or follows the system; default is the page's.
 *
 * @example
 * <clerk-devtools position="bottom-end"></clerk-devtools>
 */
export class ClerkDevtools extends ClerkElement implements DevtoolsHost {
  static override properties = {
    ...properties<ClerkDevtools>(['position']),
  };
  /** @internal */
  static override readonly component = 'devtools';
  /** @internal */
  static override readonly sheets = [base, sheet];
  /** @internal */
  static override readonly texts = [devtools];

  /** Corner of the window, in the direction of the page. */
  declare position: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | undefined;

  /** @internal */
  parts: PageParts = readParts(undefined);
  /** @internal */
  requests: readonly SeenRequest[] = [];
  /** @internal */
  tab: Tab = 'faults';
  /** @internal */
  copy: DevtoolsHost['copy'] = 'idle';

  #isOpen = false;
  /** Faults that were noticed while the page runs. */
  #noticed: Finding[] = [];
  #examination: Examination | undefined;
  #checking: Promise<void> | undefined;
  #isLate = false;
  #isRefused = false;
  #stops: (() => void)[] = [];
  #store = new StoreController(
    this,
    ({ status, user, session, __internal_environment: environment }) => [status, user, session, environment] as const,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    const late = setTimeout(() => {
      this.#isLate = true;
      this.requestUpdate();
    }, INSTANCE_MS);
    this.#stops.push(() => clearTimeout(late));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  #stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#isWatching = false;
  }

  /** @internal Its texts are in English alone, whatever the language of the application is. */
  override t(key: TextKey | 'locale', params?: TextParams): string {
    return key === 'locale' ? 'en-US' : super.t(key, params);
  }

  /** @internal */
  get findings(): readonly Finding[] {
    return mergeFindings(this.#noticed, this.#examination?.findings ?? []);
  }
  /** @internal */
  get passed(): readonly CheckName[] | undefined {
    return this.#examination?.passed;
  }
  /** @internal */
  get isChecking(): boolean {
    return this.#checking !== undefined;
  }

  /** @internal */
  show(tab: Tab): void {
    this.tab = tab;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#find(`${this.uid}-tab-${tab}`)?.focus());
  }

  /** @internal */
  close(): void {
    this.#isOpen = false;
    this.copy = 'idle';
    this.requestUpdate();
    this.#find(`${this.uid}-badge`)?.focus();
  }

  /** @internal */
  check(): void {
    this.#say('');
    this.#checking ??= this.#examine().finally(() => {
      this.#checking = undefined;
      this.requestUpdate();
    });
    this.requestUpdate();
  }

  /** @internal */
  copyReport(): void {
    this.#say('');
    const written = async () => navigator.clipboard.writeText(writeReport(this));
    void written().then(
      () => this.#setCopy('copied'),
      () => this.#setCopy('failed'),
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#isAllowed()) return nothing;
    const { uid, findings } = this;
    const count = findings.length;
    const worst = findings.some(({ status }) => status === 'broken') ? 'broken' : 'warning';
    const label = this.t(`devtools.badgeLabel__${count > 1 ? 'many' : count ? 'one' : 'none'}`, { count });
    return html`<div class=${this.cl('devtools')} data-position=${this.position || 'bottom-start'}>
        <button
          type="button"
          class=${this.cl('devtoolsBadge', count > 0 ? worst : undefined)}
          id="${uid}-badge"
          lang="en"
          dir="ltr"
          aria-label=${label}
          aria-haspopup="dialog"
          aria-expanded=${this.#isOpen}
          aria-controls=${this.#isOpen ? `${uid}-panel` : nothing}
          @click=${this.#toggle}
        >
          ${outline(MARKS.tool)}<span .textContent=${this.t('devtools.badge')}></span>
          ${
            count
              ? html`<span class=${this.cl('devtoolsBadgeCount')}
                  >${worst === 'broken' ? icon('alert') : outline(MARKS.warn)}<span .textContent=${String(count)}></span
                ></span>`
              : this.passed && !this.isChecking
                ? html`<span class=${this.cl('devtoolsBadgeClear')}>${outline(MARKS.check)}</span>`
                : nothing
          }
        </button>
        ${this.#isOpen ? panel(this) : nothing}
      </div>
      <p class="cl-liveRegion" role="status" lang="en"></p>`;
  }

  protected override updated(): void {
    if (!this.#isAllowed()) {
      // A bundle may bring a key for production after the page was taken for one without an instance.
      if (this.#isRefused) this.#stop();
      return;
    }
    this.parts = readParts(this.clerk);
    this.#watch();
    const [status] = this.#store.value ?? [];
    // What keeps the instance from loading is told before anybody opens the panel.
    const isFailed = status === 'error' || status === 'degraded' || (!this.clerk && this.parts.key !== undefined);
    if (isFailed && status !== this.#failedStatus) this.check();
    this.#failedStatus = isFailed ? status : undefined;
  }
  #failedStatus: unknown = null;

  /** Tells whether the page is one of development. */
  #isAllowed(): boolean {
    const { clerk } = this;
    const key = clerk?.publishableKey ?? this.parts.key?.raw;
    const isDevelopment = clerk
      ? clerk.instanceType === 'development'
      : !isLive(key) &&
        isLocalHost(address.hostname) &&
        (this.#isLate || (key !== undefined && !this.parts.key?.parsed));
    if (!isDevelopment && (clerk || isLive(key)) && !this.#isRefused) {
      this.#isRefused = true;
      console.warn(`clerk-widgets: ${this.t('devtools.live')}`);
    }
    return isDevelopment;
  }

  #isWatching = false;
  #watch(): void {
    const { clerk, parts } = this;
    if (!this.#isWatching) {
      this.#isWatching = true;
      const loop = countLoad();
      if (loop) {
        this.#notice(loop);
        // The page may be gone before anybody opens the panel.
        console.error(`clerk-widgets: ${loop.what} ${loop.cure}`);
      }
      const folder = parts.scriptUrl && new URL('.', parts.scriptUrl).href;
      const origins = () =>
        [this.parts.api?.url, this.parts.scriptUrl].flatMap((url) => (url ? new URL(url).origin : []));
      const onMissing = () => this.check();
      addEventListener('__clerk_missing_route', onMissing);
      if (hashPaths.size > 0) this.check();
      this.#stops.push(
        watchPolicy(origins, (finding) => this.#notice(finding)),
        watchFiles(folder, (finding) => this.#notice(finding)),
        () => removeEventListener('__clerk_missing_route', onMissing),
      );
    }
    if (clerk && parts.api && this.#watched !== clerk) {
      this.#watched = clerk;
      this.requests = watchRequests(clerk, parts.api.url, () => this.#isOpen && this.requestUpdate());
    }
  }
  #watched: unknown;

  #notice(finding: Finding): void {
    if (this.#noticed.some(({ id, what }) => id === finding.id && what === finding.what)) return;
    this.#noticed = [...this.#noticed, finding];
    this.requestUpdate();
  }

  async #examine(): Promise<void> {
    this.#examination = await examine(this.clerk);
    const { length: count } = this.findings;
    if (this.#isOpen) this.#say(this.t(`devtools.found__${count > 1 ? 'many' : count ? 'one' : 'none'}`, { count }));
  }

  #toggle = (): void => {
    if (this.#isOpen) return this.close();
    this.#isOpen = true;
    this.check();
    this.show(this.tab);
    // The token gets older.
    const timer = setInterval(() => {
      if (!this.#isOpen || !this.isConnected) clearInterval(timer);
      else if (this.tab === 'state') this.requestUpdate();
    }, SECOND);
  };

  #setCopy(copy: DevtoolsHost['copy']): void {
    this.copy = copy;
    this.requestUpdate();
    this.#say(this.t(copy === 'copied' ? 'devtools.copied' : 'devtools.copyFailed'));
  }

  /** Announces a text. Screen readers say the same text again only if it was removed before. */
  #say(text: string): void {
    const live = this.renderRoot.querySelector('.cl-liveRegion');
    if (live) live.textContent = text;
  }

  #find(id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[id="${id}"]`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-devtools': ClerkDevtools;
  }
}
