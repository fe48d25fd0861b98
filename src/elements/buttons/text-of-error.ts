import { toFlowErrors } from '../../client/flows/flow-errors.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { errors } from '../../localization/en-us/errors.ts';
import { errorText } from '../../localization/error-text.ts';
import type { TextTree } from '../../localization/types.ts';

/** Returns what to say about a call that has failed. */
export function textOfError(clerk: ClerkInstance | undefined, error: unknown): string {
  const { global } = toFlowErrors(error, []);
  const locale = clerk?.__internal_getOption('localization') as TextTree | undefined;
  return global ? errorText([locale, errors], global, {}).text : '';
}
