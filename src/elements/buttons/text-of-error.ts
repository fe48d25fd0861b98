import { toFlowErrors } from '../../client/flows/flow-errors.ts';
import { errors } from '../../localization/en-us/errors.ts';
import { errorText } from '../../localization/error-text.ts';
import type { TextTree } from '../../localization/types.ts';
import { textsAround } from '../base/language/texts-around.ts';
import type { PlainElement } from '../base/plain-element.ts';

/** Returns what to say at an element about a call that has failed. */
export async function textOfError(element: PlainElement, error: unknown): Promise<string> {
  const { global } = toFlowErrors(error, []);
  if (!global) return '';
  const shared = element.clerk?.__internal_getOption('localization') as TextTree | undefined;
  const { texts } = await textsAround(element, shared?.['locale'] as string | undefined, ['errors']);
  return errorText([shared, ...texts, errors], global, {}).text;
}
