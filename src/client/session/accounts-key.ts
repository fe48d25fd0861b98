/** Returns under which name `localStorage` has the accounts of an instance that it keeps. */
export function accountsKey({ frontendApi }: { readonly frontendApi: string }): string {
  return `__clerk_accounts_${frontendApi}`;
}
