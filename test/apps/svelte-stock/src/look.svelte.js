/** What the buttons of the home page change: props of the provider. */
export const look = $state({ appearance: undefined, localization: undefined });
