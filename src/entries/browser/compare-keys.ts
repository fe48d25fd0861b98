import { parsePublishableKey } from '../../protocol/keys.ts';
import { attempt } from '../../client/platform/native.ts';

/**
 * Writes to the console when a page asks for another instance than the one that its script was made for. The script
 * works with its own: it has the environment of that one.
 *
 * @param given key that the page has
 * @param own key that the server wrote into the script
 */
export function compareKeys(given: string, own: string): void {
  const [asked, used] = [given, own].map((key) => attempt(() => parsePublishableKey(key)));
  // A key is the same with and without padding.
  if (asked && asked.frontendApi === used?.frontendApi && asked.instanceType === used.instanceType) return;
  console.error(
    `clerk-widgets: this script was made for the instance of ${used?.frontendApi} (${used?.instanceType}), but data-clerk-publishable-key ` +
      `${asked ? `belongs to ${asked.frontendApi} (${asked.instanceType})` : 'is no publishable key'}. The script works with its own key. ` +
      'Remove the attribute, or load the script from the server of the other instance.',
  );
}
