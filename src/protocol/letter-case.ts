/** Turns `emailAddress` into `email_address`. */
export function toSnakeCase(name: string): string {
  return separate(name, '_');
}

/** Turns `emailAddress` into `email-address`. */
export function toKebabCase(name: string): string {
  return separate(name, '-');
}

/** Turns `email_address` into `emailAddress`. */
export function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function separate(name: string, sign: string): string {
  return name.replace(/[A-Z]/g, (letter) => sign + letter.toLowerCase());
}
