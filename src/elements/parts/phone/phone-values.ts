import { toE164 } from '../../../client/phone/to-e164.ts';

/**
 * The values of a form with the phone number in E.164 form, and without the country that ruled it.
 *
 * @param values as read from the form
 * @param name of the phone field
 */
export function phoneValues(values: Readonly<Record<string, string>>, name: string): Record<string, string> {
  const { [`${name}Country`]: country = '', ...others } = values;
  const text = others[name];
  return text === undefined ? others : { ...others, [name]: toE164(text, country) };
}
