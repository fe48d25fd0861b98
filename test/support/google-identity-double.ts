/**
 * Stands for `https://accounts.google.com/gsi/client`, which runs on Google's own pages and with Google's accounts only.
 * It speaks the documented protocol of `google.accounts.id` (Google, "Sign in with Google JavaScript API reference"):
 * `initialize`, `prompt` with its moments, `cancel`. It offers one account, by two buttons in place of Google's window.
 */
export interface GoogleDouble {
  /** Options of each call of `initialize`. */
  initialized: {
    client_id: string;
    nonce?: string;
    auto_select: boolean;
    itp_support: boolean;
    cancel_on_tap_outside: boolean;
    use_fedcm_for_prompt: boolean;
  }[];
  prompts: number;
  cancels: number;
  /** Why nothing is displayed, such as `opt_out_or_no_session`; undefined displays the account. */
  hiddenFor?: string | undefined;
  /** Returns the ID token of the account. */
  token(nonce: string | undefined): Promise<string> | string;
}

declare global {
  interface Window {
    googleDouble?: GoogleDouble;
    google?: unknown;
  }
}

/** Installs the double. It uses nothing outside its own text, so that a test can serve it as a script. */
export function installGoogleDouble(root: Window): GoogleDouble {
  const double: GoogleDouble = (root.googleDouble = {
    initialized: [],
    prompts: 0,
    cancels: 0,
    token: () => 'a token',
    ...root.googleDouble,
  });
  let callback: ((response: { credential: string; select_by: string }) => void) | undefined;
  let nonce: string | undefined;
  let box: HTMLElement | undefined;
  const hide = () => {
    box?.remove();
    box = undefined;
  };
  /** A moment as the script passes it: a kind, and a reason where the kind has one. */
  const moment = (kind: string, reason = '') => ({
    getMomentType: () => kind,
    isDisplayMoment: () => kind === 'display',
    isDisplayed: () => kind === 'display' && reason === '',
    isNotDisplayed: () => kind === 'display' && reason !== '',
    getNotDisplayedReason: () => (kind === 'display' ? reason : ''),
    isSkippedMoment: () => kind === 'skipped',
    getSkippedReason: () => (kind === 'skipped' ? reason : ''),
    isDismissedMoment: () => kind === 'dismissed',
    getDismissedReason: () => (kind === 'dismissed' ? reason : ''),
  });
  const button = (text: string, press: () => unknown) => {
    const node = root.document.createElement('button');
    node.textContent = text;
    node.addEventListener('click', press);
    box?.append(node);
  };
  root.google = {
    accounts: {
      id: {
        initialize(options: GoogleDouble['initialized'][number] & { callback: typeof callback }) {
          const { callback: given, ...rest } = options;
          double.initialized.push(rest);
          callback = given;
          nonce = options.nonce;
        },
        prompt(listener?: (moment: object) => void) {
          double.prompts++;
          if (double.hiddenFor) return listener?.(moment('display', double.hiddenFor));
          hide();
          box = root.document.createElement('div');
          box.id = 'credential_picker_container';
          root.document.body.append(box);
          button('Continue as Ada', async () => {
            hide();
            const credential = await double.token(nonce);
            callback?.({ credential, select_by: 'user' });
            listener?.(moment('dismissed', 'credential_returned'));
          });
          button('Close', () => {
            hide();
            listener?.(moment('skipped', 'user_cancel'));
          });
          return listener?.(moment('display'));
        },
        cancel() {
          double.cancels++;
          hide();
        },
        disableAutoSelect() {},
      },
    },
  };
  return double;
}
