import type { FaultId } from './fault-table.ts';

/** The fault of each directive of a Content-Security-Policy that lacks what a part of the package needs. */
export const POLICY_FAULTS: Readonly<Record<string, FaultId>> = {
  'script-src': 'csp-script',
  'style-src': 'csp-style',
  'connect-src': 'csp-connect',
  'img-src': 'csp-image',
  'frame-src': 'csp-frame',
  'worker-src': 'csp-worker',
  'trusted-types': 'csp-trusted-types',
  'require-trusted-types-for': 'csp-trusted-types-required',
  sandbox: 'csp-sandbox',
};

/** Where a policy stands, as findings name it. */
export const POLICY_PLACES = {
  header: 'header Content-Security-Policy',
  meta: '<meta http-equiv="Content-Security-Policy">',
} as const;
