import type { Migration } from './migrations.ts';

/** The browser files of each release, for every node to serve, and the nodes that are running. */
export const browserFiles: Migration = {
  name: '0004-browser-files',
  statements: [
    `create table browser_builds (
      id text primary key,
      version text not null,
      files text not null,
      mac text not null,
      stored_at bigint not null,
      seen_at bigint not null
    )`,
    'create index browser_builds_version on browser_builds (version)',
    // SQLite keeps bytes as they are in a column of any type, so that Postgres' name for them does for both.
    `create table browser_files (
      build_id text not null references browser_builds (id) on delete cascade,
      name text not null,
      brotli bytea not null,
      primary key (build_id, name)
    )`,
    `create table nodes (
      id text primary key,
      version text not null,
      expires_at bigint not null
    )`,
  ],
};
