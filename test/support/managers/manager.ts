import type { Driver } from './driver.ts';

/** What a password manager keeps, or asks whether to keep. */
export interface Login {
  username: string;
  password: string;
}

export interface Question {
  kind: 'save' | 'update';
  username: string;
  /** Absent where the manager does not show it. */
  password?: string;
}

/** A password manager in a browser. */
export interface Manager {
  driver: Driver;
  /** Waits until the manager asks whether to save or update a password. */
  question(): Promise<Question>;
  /** Returns whether the manager asks something now. */
  isAsking(): Promise<boolean>;
  /** Says yes, and waits until the question is gone. */
  accept(): Promise<void>;
  /** Reads the manager's own store. */
  saved(): Promise<Login[]>;
  /** Does what the user does to get a field filled in. Absent where the manager does so by itself. */
  askToFill?(selector: string): Promise<void>;
  /** Focuses the password field that is empty, and takes the password that the manager suggests. Absent where it has none. */
  suggest?(selector: string): Promise<void>;
  /** What the table says where there is no `suggest`. */
  noSuggestion?: string;
  /** Keeps the secret of an authenticator app with a login. Absent where the manager has no codes. */
  keepTotp?(username: string, secret: string): Promise<void>;
  close(): Promise<void>;
}
