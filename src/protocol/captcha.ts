/**
 * What a browser has to do before it may sign up: `meta.captcha` of the error `captcha_missing_token`. A client that
 * does not know the check in advance sends the form, reads what the server asks for, and sends the form again.
 */
export type CaptchaJSON =
  | {
      provider: 'turnstile';
      /** Null when there is only the invisible widget. */
      site_key: string | null;
      invisible_site_key: string;
    }
  | {
      /** See {@link PUZZLES}. */
      provider: 'proof_of_work';
      challenge: string;
      /** Number of zero bits that each solution begins with. */
      difficulty: number;
    };

/**
 * Number of puzzles of the proof of work, a bot check without a third party: the browser spends some computing time
 * before it may sign up.
 *
 * The server gives a signed text, the challenge. For each puzzle the browser finds one number below 2³², so that the
 * SHA-256 of 40 bytes (the SHA-256 of the challenge, then the puzzle's index and the number, both as 32 bits with the
 * high byte first) begins with `difficulty` zero bits. Many small puzzles take a steadier time than one large one. The
 * token is the challenge, `~`, and the numbers in base 36, separated by commas.
 */
export const PUZZLES = 16;
