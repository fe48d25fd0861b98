import type { Requester } from '../port.ts';
import type { Wording } from '../wording.ts';

const PLAIN_ADDRESS = /^[^\s@<>"]{1,64}@[\p{L}\p{N}.-]{1,253}$/u;

/** Puts a name on one line, so that it can neither start a new header nor hide text behind direction marks. */
export function oneLine(text: string, maxLength = 100): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxLength);
}

/**
 * Breaks the web addresses in a name that a user has chosen. Mail programs turn them into links, and a passkey must not
 * carry a link into a mail in the name of the application. Email addresses stay as they are.
 */
export function unlinked(text: string): string {
  const line = oneLine(text);
  if (PLAIN_ADDRESS.test(line)) return line;
  return line.replace(/:(?=\/)/g, ': ').replace(/\.(?=[\p{L}\p{N}])/gu, '. ');
}

/** As {@link oneLine}, for a text of the server, whose values may be isolated. */
export function isolatedLine(text: string, maxLength = 250): string {
  return text
    .replace(/(?:(?![\u2068\u2069])[\p{Cc}\p{Cf}\s])+/gu, ' ')
    .trim()
    .slice(0, maxLength);
}

/** Device, place and time of a request, with labels: they let the owner of the address tell who asked. */
export function describeRequester(
  { device, place, at }: Requester,
  wording: Wording,
): [label: string, value: string][] {
  return [
    [wording.text('requester.device'), device ? isolatedLine(device) : wording.text('requester.unknownDevice')],
    ...(place ? [[wording.text('requester.place'), isolatedLine(place)] satisfies [string, string]] : []),
    [wording.text('requester.time'), wording.time(at)],
  ];
}
