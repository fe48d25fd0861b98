import { addScript } from '../../client/platform/add-script.ts';
import { ownGlobal } from '../../client/platform/native.ts';

/** Script of Google Identity Services. Google allows no copies of it. */
const SCRIPT = 'https://accounts.google.com/gsi/client';
/** Milliseconds that the script may take. Nobody waits for it. */
const LIMIT_MS = 30_000;

/** The part of `google.accounts.id` that is used here (Google, "Sign in with Google JavaScript API reference"). */
export interface GoogleIdentity {
  initialize(options: GoogleOptions): void;
  prompt(onMoment?: (moment: PromptMoment) => void): void;
  cancel(): void;
}

export interface GoogleOptions {
  client_id: string;
  callback(response: { credential: string }): void;
  nonce?: string;
  auto_select: boolean;
  itp_support: boolean;
  cancel_on_tap_outside: boolean;
  use_fedcm_for_prompt: boolean;
}

/** What became of a prompt. With FedCM, the browser does not tell whether a prompt is displayed. */
export interface PromptMoment {
  isNotDisplayed?(): boolean;
  getNotDisplayedReason?(): string;
  isSkippedMoment?(): boolean;
  getSkippedReason?(): string;
  isDismissedMoment?(): boolean;
  getDismissedReason?(): string;
}

let loading: Promise<GoogleIdentity> | undefined;

/**
 * Returns Google's library, loaded once per page. A page may have loaded it already.
 *
 * @throws {Error} when the script is blocked, fails or takes too long; a later call tries again
 */
export function loadGoogleIdentity(): Promise<GoogleIdentity> {
  loading ??= load().finally(() => {
    loading = undefined;
  });
  return loading;
}

async function load(): Promise<GoogleIdentity> {
  const present = onPage();
  if (present) return present;
  await addScript(SCRIPT, 'clerk-google', globalThis, LIMIT_MS);
  const loaded = onPage();
  if (!loaded) throw new Error('not there');
  return loaded;
}

function onPage(): GoogleIdentity | undefined {
  const google = ownGlobal('google') as { accounts?: { id?: GoogleIdentity } } | undefined;
  return google?.accounts?.id;
}
