const SUFFIXES =
  /(\.lcl\.dev|\.stg\.dev|\.lclstage\.dev|\.stgstage\.dev|\.(dev|stg|accounts)\.lclclerk\.com|accountsstage\.dev|accounts\.dev)$/;

/** Whether a host is one of Clerk's development hosts: only those have development browsers. */
export function usesDevBrowser(frontendApi: string): boolean {
  return SUFFIXES.test(frontendApi);
}
