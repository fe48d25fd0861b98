import { attempt } from './native.ts';

/** `readTyped` reads it. */
const KEY = '__clerk_typed';

/**
 * Keeps what the user typed for the other form, or forgets it.
 *
 * The address of a person does not belong into a URL: the history of a shared computer keeps it, and so do analytics and
 * error reports, which log the hash too. So it waits in the storage of the tab, from the click on the link until the other
 * form has read it. Other tabs and other origins do not see it.
 *
 * @param values undefined to forget what is kept
 */
export function keepTyped(values: object | undefined): void {
  attempt(() => (values ? sessionStorage.setItem(KEY, JSON.stringify(values)) : sessionStorage.removeItem(KEY)));
}
