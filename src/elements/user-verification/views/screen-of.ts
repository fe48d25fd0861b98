import type { TemplateResult } from 'lit';
import { alternativeMethods } from './alternative-methods.ts';
import { backupCode } from './backup-code.ts';
import { type Draw, firstCode, secondCode } from './codes.ts';
import { askDevice } from './ask-device.ts';
import { failed, getHelp, noMethods } from './get-help.ts';
import { password } from './password.ts';
import type { ClerkUserVerification } from '../user-verification.ts';
import type { Verification } from '../verification.ts';

/** A screen for each way to prove it. */
const FIRST: readonly [strategies: RegExp, draw: Draw][] = [
  [/^password$/, password],
  [/_code$/, firstCode],
  [/^(passkey|web3_.+)$/, askDevice],
];

/** What is to be seen now. */
export function screenOf(host: ClerkUserVerification, verification: Verification): TemplateResult {
  const { factor, isSecond, isBegun } = verification;
  if (!isBegun) return failed(host);
  if (!factor) return noMethods(host);
  if (host.choosing === 'help') return getHelp(host, verification);
  if (host.choosing) return alternativeMethods(host, verification);
  const { strategy } = factor;
  if (isSecond) return (strategy === 'backup_code' ? backupCode : secondCode)(host, verification);
  const draw = FIRST.find(([strategies]) => strategies.test(strategy))?.[1] ?? alternativeMethods;
  return draw(host, verification);
}
