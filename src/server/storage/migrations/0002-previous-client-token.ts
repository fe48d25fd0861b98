import type { Migration } from './migrations.ts';

/** Remembers the client cookie before the present one, for requests that were under way when it was replaced. */
export const previousClientToken: Migration = {
  name: '0002-previous-client-token',
  statements: [
    'alter table clients add column previous_token_hash text',
    'alter table clients add column rotated_at bigint not null default 0',
    'create index clients_previous_token on clients (previous_token_hash)',
  ],
};
