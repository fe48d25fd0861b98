/** Creates an email link flow. It exists at once and can be cancelled at any time; starting it loads the code. */
export function lazyLinkFlow<Params, Resource>(start: (params: Params, stop: AbortSignal) => Promise<Resource>) {
  return () => {
    const stop = new AbortController();
    return {
      startEmailLinkFlow: (params: Params) => start(params, stop.signal),
      cancelEmailLinkFlow: () => stop.abort(),
    };
  };
}
