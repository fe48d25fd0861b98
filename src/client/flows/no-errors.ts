import type { FlowErrors } from './types.ts';

/** Nothing went wrong. A module of its own, since the first screen needs it and not what sorts errors. */
export const NO_ERRORS: FlowErrors = Object.freeze({ fields: Object.freeze({}), global: null });
