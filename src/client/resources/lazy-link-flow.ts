/** Creates `createEmailLinkFlow`. The flow exists at once and can be cancelled at any time; starting it loads its code. */
export function lazyLinkFlow<Params, Resource>(start: (params: Params, stop: AbortSignal) => Promise<Resource>) {
  return () => {
    const stop = new AbortController();
    return {
      startEmailLinkFlow: (params: Params) => start(params, stop.signal),
      cancelEmailLinkFlow: () => stop.abort(),
    };
  };
}
