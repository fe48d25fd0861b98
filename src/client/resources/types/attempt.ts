import type { FurtherResourceMembers } from './resource.ts';

/** Parameters of an authorization at an OAuth provider. */
export interface AuthenticateWithRedirectParams {
  strategy: string;
  /** The page that the provider redirects to. It calls `handleRedirectCallback`. */
  redirectUrl: string;
  /** Where to go when the user is signed in without another step. */
  redirectUrlComplete: string;
  /** Continue the present sign-up instead of creating a new one. */
  continueSignUp?: boolean;
  /** Continue the present sign-in instead of creating a new one. */
  continueSignIn?: boolean;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
  identifier?: string;
  emailAddress?: string;
  oidcPrompt?: string;
}

export interface AuthenticateWithPopupParams extends Omit<AuthenticateWithRedirectParams, 'redirectUrlComplete'> {
  popup: Window | null;
  /**
   * Where to go when the user is signed in without another step; with another step, the page goes to `redirectUrl`. Without
   * it the page stays, and `handleRedirectCallback` continues.
   */
  redirectUrlComplete?: string;
}

/** Parameters for signing in or up with a wallet. */
export interface AuthenticateWithWeb3Params {
  /** Address of the wallet. */
  identifier: string;
  /** Signs the message and returns the signature. */
  generateSignature(params: { identifier: string; nonce: string }): Promise<string>;
  strategy?: string;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
}

/** Fields of an account that is created with a wallet. */
export type WalletSignUpParams = Pick<AuthenticateWithWeb3Params, 'unsafeMetadata' | 'legalAccepted'>;

/** What a new password lacks. Each key is that of a setting for passwords, and true. */
export type PasswordComplexity = Partial<
  Record<
    | 'min_length'
    | 'max_length'
    | 'require_lowercase'
    | 'require_uppercase'
    | 'require_numbers'
    | 'require_special_char',
    boolean
  >
>;

/** What `validatePassword` finds. */
export interface PasswordValidation {
  complexity?: PasswordComplexity;
  /** `keys` are those of the texts that say what would make it stronger. */
  strength?: {
    state: 'excellent' | 'pass' | 'fail';
    keys?: readonly string[];
    result: { score: number; feedback: { warning: string | null; suggestions: readonly string[] }; password: string };
  };
}

/** What `validatePassword` calls. */
export interface ValidatePasswordCallbacks {
  /** Called with all that is known. Where the instance shows the strength of passwords, it is called when that is known. */
  onValidation?: (validation: PasswordValidation) => void;
  /** Called at once: whether the password has the length and the characters that the instance asks for. */
  onValidationComplexity?: (isComplex: boolean) => void;
}

/** Members of a sign-in and of a sign-up that few pages use: `load()` adds them. */
export interface FurtherAttemptMembers extends FurtherResourceMembers {
  /** Time zone of the visitor, where the API knows it. */
  readonly timezone: string | null;
  /**
   * Checks a new password by the rules of the instance, without sending it.
   *
   * @example signUp.validatePassword(input.value, { onValidationComplexity: (fits) => (button.disabled = !fits) })
   */
  validatePassword(password: string, callbacks?: ValidatePasswordCallbacks): void;
}
