import type { SignUpValues } from '../../client/flows/types.ts';
import { toSnakeCase } from '../../protocol/letter-case.ts';

/** Returns the values of a form that the query of its page names. */
export function initialValues(params: URLSearchParams): SignUpValues {
  const values: Record<string, string> = {};
  for (const name of ['emailAddress', 'phoneNumber', 'username', 'firstName', 'lastName']) {
    const value = params.get(toSnakeCase(name));
    if (value) values[name] = value;
  }
  return values;
}
