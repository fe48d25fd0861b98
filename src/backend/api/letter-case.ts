/** Fields whose keys belong to the application: they stay as they are. */
const AS_IT_IS = /_metadata$|Metadata$|^claims$/;

type Json = Readonly<Record<string, unknown>>;

/** Returns JSON of the API with keys in camelCase at every depth, without `object`, which names its type. */
export function toCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toCamelCase);
  if (!isJson(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'object');
  return Object.fromEntries(entries.map(([key, part]) => [camel(key), AS_IT_IS.test(key) ? part : toCamelCase(part)]));
}

/** Returns the parameters of a call with keys in snake_case, and dates as texts. Those that are undefined are left out. */
export function toSnakeCase(params: object): Record<string, unknown> {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([key, value]) => [snake(key), value instanceof Date ? value.toISOString() : value]),
  );
}

function camel(key: string): string {
  return key.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}

/** `primaryEmailAddressID` is `primary_email_address_id`, as in Clerk's SDK. */
function snake(key: string): string {
  return key.replace(/ID$/, 'Id').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
