import { page } from '../../client/platform/native.ts';
import type { ClerkInstance } from '../../client/types.ts';
import type { AuthorizationParams } from '../../protocol/authorization.ts';
import { ContentGate, DECIDED, isSignedIn } from './gate.ts';

/**
 * When the children of `<clerk-show>` are shown. A function is called for signed-in users; `has` is
 * `session.checkAuthorization`.
 */
export type ShowCondition =
  | 'signed-in'
  | 'signed-out'
  | AuthorizationParams
  | ((has: (params: AuthorizationParams) => boolean) => boolean);

/** What a condition in JSON may ask for. */
const QUESTION = /"(role|permission|feature|plan|reverification)" *:/;

/**
 * Shows its children to users who meet a condition, and the children with `slot="fallback"` to all others. Shows neither
 * while it is unknown who is signed in. Write `<clerk-show hidden>` so that nothing shows before the script has loaded.
 *
 * The condition is `signed-in`, `signed-out`, or what the session has to have, as JSON: `{"feature":"export"}`,
 * `{"plan":"pro"}`, `{"role":"org:admin"}`, `{"permission":"org:invoices:read"}`, or a factor that was verified recently,
 * `{"reverification":"strict"}`. Of several names, all have to hold. A script can set `when` to a function instead, which
 * returns true to show the children.
 *
 * The children are in the page even when they are not shown: leave out on the server what must stay secret.
 *
 * @summary Shows its children when a condition holds, and others when not.
 * @tag clerk-show
 *
 * @attr {string} when - The condition: `signed-in`, `signed-out`, or JSON.
 * @attr {boolean} [treat-pending-as-signed-out=true] - Whether a user with open tasks counts as signed out; `"false"` if not.
 * @attr {boolean} hidden - Set by the element; write it in the HTML to avoid a flash of the children.
 *
 * @slot - What is shown when the condition holds.
 * @slot fallback - What is shown when it does not hold.
 *
 * @example
 * <clerk-show when='{"plan":"pro"}' hidden>
 *   <a href="/reports">Reports</a>
 *   <a slot="fallback" href="/pricing">Get reports with Pro</a>
 * </clerk-show>
 */
export class ClerkShow extends ContentGate {
  static readonly observedAttributes = ['when', 'treat-pending-as-signed-out'];

  /**
   * Shows either the children or the fallback. A shadow root is the one way to hide text without moving it; the children
   * stay where the page has put them, with its styles.
   */
  readonly #slot = this.attachShadow({ mode: 'open' }).appendChild(page.createElement('slot'));
  #given: ShowCondition | string | undefined;
  /** The condition that was parsed last, and what it means. */
  #read: ShowCondition | string | undefined;
  #parsed: ShowCondition | undefined;

  /** The condition, as it was set; text may be JSON. Takes precedence over the attribute. */
  get when(): ShowCondition | string | undefined {
    return this.#given;
  }

  set when(when: ShowCondition | string | undefined) {
    this.#given = when;
    this.attributeChangedCallback();
  }

  /** Whether a user with open tasks counts as signed out. Sets the attribute. */
  get treatPendingAsSignedOut(): boolean {
    return this.getAttribute('treat-pending-as-signed-out') !== 'false';
  }

  set treatPendingAsSignedOut(treat: boolean) {
    this.setAttribute('treat-pending-as-signed-out', String(treat));
  }

  override connectedCallback(): void {
    this.restore('when');
    this.restore('treatPendingAsSignedOut');
    this.#slot.name = this.getAttribute(DECIDED) ?? this.#slot.name;
    super.connectedCallback();
  }

  /** @internal */
  attributeChangedCallback(): void {
    if (!this.isConnected || !this.clerk) return;
    this.hidden = true;
    this.changed(this.clerk);
  }

  protected override isOpen(clerk: ClerkInstance): boolean | undefined {
    const when = this.#condition();
    const known = isSignedIn(clerk);
    if (known === undefined || when === undefined) return undefined;
    const signedIn = known || (!this.treatPendingAsSignedOut && !!clerk.session);
    // Until the client is applied, no more is known than that somebody is signed in.
    if (typeof when !== 'string' && signedIn && !clerk.session) return undefined;
    let isMet = false;
    try {
      isMet = signedIn ? holds(when, clerk) : when === 'signed-out';
    } finally {
      // A function that throws is not met.
      this.#slot.name = isMet ? '' : 'fallback';
    }
    return true;
  }

  /** Returns the condition in its parsed form. */
  #condition(): ShowCondition | undefined {
    const given = this.#given ?? this.getAttribute('when') ?? undefined;
    if (given === this.#read) return this.#parsed;
    this.#read = given;
    this.#parsed = typeof given === 'string' ? parse(given) : given;
    return this.#parsed;
  }
}

/** Returns whether a condition holds for the user who is signed in. */
function holds(when: ShowCondition, { session }: ClerkInstance): boolean {
  if (typeof when === 'string' || !session) return when === 'signed-in';
  // The promise of an async function would grant whatever it is going to say.
  return (typeof when === 'function' ? when(session.checkAuthorization) : session.checkAuthorization(when)) === true;
}

function parse(text: string): ShowCondition {
  if (text === 'signed-in' || text === 'signed-out') return text;
  try {
    if (QUESTION.test(text)) return JSON.parse(text) as AuthorizationParams;
  } catch {
    // The console says what is right.
  }
  console.error(
    `clerk-widgets: <clerk-show when> is signed-in, signed-out or JSON such as {"plan":"pro"}, and not ${text}.`,
  );
  return {};
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-show': ClerkShow;
  }
}
