import type { FormHost } from '../../base/form-state.ts';
import type { DeferredView } from '../deferred.ts';
import { type PhoneFieldOptions, phoneField } from './phone-field.ts';
import { phoneValues } from './phone-values.ts';

/** The field and what reads it, as one chunk. The field brings its sheet and texts by itself. */
export const phonePart: DeferredView<FormHost, PhoneFieldOptions> & { values: typeof phoneValues } = {
  sheets: [],
  texts: [],
  draw: phoneField,
  values: phoneValues,
};
