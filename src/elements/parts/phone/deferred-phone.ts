import type { FormHost } from '../../base/form-state.ts';
import { deferred } from '../deferred.ts';
import type { PhoneFieldOptions, phonePart } from './phone-field.ts';

let part: typeof phonePart | undefined;

/** Draws a field for a phone number. Its code is loaded for the first form that has one; returns undefined until then. */
export const deferredPhone = deferred<FormHost, PhoneFieldOptions>(
  async () => {
    part = (await import('./phone-field.ts')).phonePart;
    return part;
  },
  (host) => host.requestUpdate(),
);

/** Tells what a form that has the field from the start has loaded. */
export function usePhone(loaded: typeof phonePart): void {
  part ??= loaded;
}

/** Returns the values of a form, with a phone number in E.164 if the field `name` is one for phone numbers. */
export function readPhone(values: Record<string, string>, name: string): Record<string, string> {
  return part?.values(values, name) ?? values;
}
