/** Splits a name for two fields: the last word is the last name. A name that is the email address is none. */
export function fullName(name: string | undefined, email?: string): { first?: string; last?: string } {
  const words = name === undefined || name === email || name.includes('@') ? [] : name.trim().split(/\s+/);
  if (words.length === 0) return {};
  if (words.length === 1) return { first: words[0] as string };
  return { first: words.slice(0, -1).join(' '), last: words.at(-1) as string };
}

/** Writes bytes in hexadecimal. @param encoding `hex`, or base64 in any other case */
export function hexOf(text: string, encoding: string): string {
  return encoding === 'hex' ? text : Buffer.from(text, 'base64').toString('hex');
}
