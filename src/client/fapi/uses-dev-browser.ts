const SUFFIXES =
  /(\.lcl\.dev|\.stg\.dev|\.lclstage\.dev|\.stgstage\.dev|\.(dev|stg|accounts)\.lclclerk\.com|accountsstage\.dev|accounts\.dev)$/;

/** Only Clerk's own development hosts know development browsers (FRONTEND_API section 9). */
export function usesDevBrowser(frontendApi: string): boolean {
  return SUFFIXES.test(frontendApi);
}
