import type { SignInAction, SignInStep } from '../../client/flows/types.ts';
import type { FirstFactor, SecondFactor } from '../../client/resources/types/factors.ts';
import type { Choosing, SignInHost } from '../../elements/sign-in/sign-in-host.ts';
import { signUpLink } from '../../elements/sign-in/sign-up-link.ts';
import { formSheets } from '../../elements/styles/form-sheets.ts';
import { common } from '../../localization/en-us/common.ts';
import { signIn } from '../../localization/en-us/sign-in.ts';
import { signInSteps } from '../../localization/en-us/sign-in-steps.ts';
import type { TextKey, TextParams } from '../../localization/types.ts';
import type { HostOptions } from './host-options.ts';
import { ServerHost } from './server-host.ts';

const COMPONENT = { name: 'signIn', sheets: formSheets, texts: [common, signIn, signInSteps] };

/** Stands for `<clerk-sign-in>`. */
export class SignInServerHost extends ServerHost<SignInAction, SignInStep> implements SignInHost {
  choosing: Choosing | null = null;

  declare readonly withSignUp: SignInHost['withSignUp'];
  declare readonly welcomeBack: SignInHost['welcomeBack'];
  declare readonly routing: SignInHost['routing'];
  declare readonly path: SignInHost['path'];
  declare readonly initialValues: SignInHost['initialValues'];
  declare readonly unsafeMetadata: SignInHost['unsafeMetadata'];
  declare readonly forceRedirectUrl: SignInHost['forceRedirectUrl'];
  declare readonly fallbackRedirectUrl: SignInHost['fallbackRedirectUrl'];
  declare readonly signUpForceRedirectUrl: SignInHost['signUpForceRedirectUrl'];
  declare readonly signUpFallbackRedirectUrl: SignInHost['signUpFallbackRedirectUrl'];
  declare readonly signUpUrl: string | undefined;
  declare readonly waitlistUrl: string | undefined;

  readonly #record: HostOptions<SignInStep>['record'];

  constructor(options: HostOptions<SignInStep>) {
    super(COMPONENT, options);
    this.#record = options.record;
    this.take(options.properties);
  }

  get signUpLink(): string {
    return signUpLink(this);
  }

  override t(key: TextKey, params?: TextParams): string {
    // The script names the link to a waitlist once the first screen is there: see `join-waitlist.ts`.
    const isLink = key === 'signIn.start.actionText' || key === 'signIn.start.actionLink';
    const isWaitlist = this.environment.user_settings.sign_up.mode === 'waitlist';
    return super.t(isLink && isWaitlist ? `${key}__join_waitlist` : key, params);
  }

  choose(choosing: Choosing | null): void {
    this.#record?.({ type: 'choose', choosing });
  }

  chooseFactor(factor: FirstFactor | SecondFactor): void {
    void this.form.submit({ type: 'choose-factor', factor });
  }
}
