/**
 * What a browser has to do before it may sign up: `meta.captcha` of the error `captcha_missing_token`. A client that
 * knows of no check sends the form, learns what is asked of it, and sends the form once more.
 */
export type CaptchaJSON =
  | {
      provider: 'turnstile';
      /** Null: there is only the invisible widget. */
      site_key: string | null;
      invisible_site_key: string;
    }
  | {
      provider: 'proof_of_work';
      challenge: string;
      /** Zero bits of each puzzle. */
      difficulty: number;
    };
