import type { SignUpAction, SignUpStep } from '../../client/flows/types.ts';
import { type LinkingSignUp, signInLink } from '../../elements/sign-up/sign-in-link.ts';
import type { SignUpHost } from '../../elements/sign-up/sign-up-host.ts';
import sheet from '../../elements/sign-up/sign-up.css';
import rowSheet from '../../elements/styles/field-row.css';
import { formSheets } from '../../elements/styles/form-sheets.ts';
import { common } from '../../localization/en-us/common.ts';
import { passwordRules } from '../../localization/en-us/password-rules.ts';
import { signUp } from '../../localization/en-us/sign-up.ts';
import type { HostOptions } from './host-options.ts';
import { ServerHost } from './server-host.ts';

const COMPONENT = {
  name: 'signUp',
  sheets: [...formSheets, rowSheet, sheet],
  texts: [common, signUp, passwordRules],
};

/** Stands for `<clerk-sign-up>`. */
export class SignUpServerHost extends ServerHost<SignUpAction, SignUpStep> implements SignUpHost, LinkingSignUp {
  declare readonly signInUrl: string | undefined;
  declare readonly forceRedirectUrl: string | undefined;
  declare readonly fallbackRedirectUrl: string | undefined;
  declare readonly signInForceRedirectUrl: string | undefined;
  declare readonly signInFallbackRedirectUrl: string | undefined;

  constructor(options: HostOptions<SignUpStep>) {
    super(COMPONENT, options);
    this.take(options.properties);
  }

  get signInLink(): string {
    return signInLink(this);
  }
}
