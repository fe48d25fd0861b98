import type { FormHost } from '../../base/form-state.ts';
import { deferred } from '../deferred.ts';
import type { PhoneFieldOptions, phonePart } from './phone-field.ts';

let part: typeof phonePart | undefined;

/** The field for a phone number, whose code is fetched by the first form that has one; undefined until it is here. */
export const deferredPhone = deferred<FormHost, PhoneFieldOptions>(
  async () => {
    part = (await import('./phone-field.ts')).phonePart;
    return part;
  },
  (host) => host.requestUpdate(),
);

/** The values of a form whose field `name` may be one for a phone number: it comes in E.164. */
export function readPhone(values: Record<string, string>, name: string): Record<string, string> {
  return part?.values(values, name) ?? values;
}
