/** Hides the name in an email address, and its length: `ada@acme.example` becomes `a***@acme.example`. */
export function maskEmail(email: string): string {
  const [first = ''] = email;
  return `${first}***${email.slice(email.lastIndexOf('@'))}`;
}
