import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import { initial } from './0001-initial.ts';
import { previousClientToken } from './0002-previous-client-token.ts';
import { factorsAndOAuth } from './0003-factors-and-oauth.ts';
import { browserFiles } from './0004-browser-files.ts';
import { canonicalIdentifiers } from './0005-canonical-identifiers.ts';

/** A step forward; there are no steps back. Its name is its identity and must never change. */
export interface Migration {
  name: string;
  statements: readonly string[];
  /** What SQL alone cannot do; after the statements, in the same transaction. */
  run?(tx: Kysely<Tables>): Promise<void>;
}

/** In the order they are applied. New ones go to the end. */
export const migrations: readonly Migration[] = [
  initial,
  previousClientToken,
  factorsAndOAuth,
  browserFiles,
  canonicalIdentifiers,
];
