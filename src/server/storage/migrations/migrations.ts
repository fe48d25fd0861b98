import { initial } from './0001-initial.ts';

/** One step of the schema, forward only. Once a release has it, neither its name nor what it does changes. */
export interface Migration {
  /** Identifies the step in the database. */
  name: string;
  /** SQL that SQLite and Postgres both understand. It is text, so that a step depends on no code that may change. */
  statements: readonly string[];
}

/** All steps, in the order in which they are applied. Add new ones at the end. */
export const migrations: readonly Migration[] = [initial];
