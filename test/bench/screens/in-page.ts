// Functions that run in a page.

/** Creates a passkey for the signed-in user, whose authenticator is a virtual one. */
export async function createPasskey(): Promise<void> {
  const post = async (path: string, form: Record<string, string> = {}) => {
    const answer = await fetch(`/v1/me/passkeys${path}`, { method: 'POST', body: new URLSearchParams(form) });
    if (!answer.ok) throw new Error(`The passkey was answered ${answer.status}.`);
    return (await answer.json()).response;
  };
  const { id, verification } = await post('');
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(verification.nonce));
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const public_key_credential = JSON.stringify(made.toJSON());
  await post(`/${id}/attempt_verification`, { strategy: 'passkey', public_key_credential });
}

/** Signs the browser in with a password, without any screen. @returns the status of the answer */
export async function signIn(form: { identifier: string; password: string }): Promise<number> {
  const body = new URLSearchParams({ strategy: 'password', ...form });
  return (await fetch('/v1/client/sign_ins', { method: 'POST', body })).status;
}

/** Returns the shortest way to a field: it has the focus, is the next stop of Tab, or has to be clicked. */
export function wayTo(target: Element): 'there' | 'tab' | 'click' {
  if (target === document.activeElement) return 'there';
  const stops = [
    ...document.querySelectorAll<HTMLElement>('a[href],button,input,select,textarea,summary,[tabindex]'),
  ].filter(
    (node) => node.tabIndex >= 0 && !node.matches(':disabled') && node.checkVisibility({ visibilityProperty: true }),
  );
  const at = stops.indexOf(document.activeElement as HTMLElement);
  return at >= 0 && stops[at + 1] === target ? 'tab' : 'click';
}

/** Whether a field has a text that typing would not replace. */
export function isKept(field: Element): boolean {
  const { value, selectionStart: from, selectionEnd: to } = field as HTMLInputElement;
  // A field for email addresses does not tell its selection, but the document does.
  const isSelected = from === null ? document.getSelection()?.toString() === value : from === 0 && to === value.length;
  return value !== '' && !isSelected;
}
