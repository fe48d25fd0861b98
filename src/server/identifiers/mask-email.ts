/** `ada@acme.example` becomes `a***@acme.example`: how long the name is stays untold. */
export function maskEmail(email: string): string {
  const [first = ''] = email;
  return `${first}***${email.slice(email.lastIndexOf('@'))}`;
}
