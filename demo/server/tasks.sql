-- The tasks of all accounts in one table. The claims of a request's token say which rows it reaches.

-- The roles of requests, as the claim "role" names them. Nobody logs in as one of them.
do $$ begin create role authenticated nologin; exception when duplicate_object then null; end $$;
do $$ begin create role support nologin; exception when duplicate_object then null; end $$;

-- The role of the application. It owns nothing, may do nothing of its own, and becomes one of the two for each request.
do $$ begin create role tasks_app login noinherit; exception when duplicate_object then null; end $$;
alter role tasks_app noinherit nosuperuser nobypassrls nocreaterole nocreatedb;
grant authenticated, support to tasks_app;
revoke create on schema public from public;

-- A claim of the token; null without a token. A setting that was local to an earlier transaction reads as an empty text.
create function claim(name text) returns text language sql stable as
  $$ select nullif(current_setting('request.jwt.claims', true), '')::json ->> name $$;

create table tasks (
  id uuid primary key default gen_random_uuid(),
  user_id text not null default claim('sub'),
  author text not null default claim('name'),
  title text not null check (length(title) between 1 and 200),
  done boolean not null default false,
  created_at timestamptz not null default clock_timestamp()
);
create index on tasks (user_id, created_at);

alter table tasks enable row level security;
-- For the owner of the table, too.
alter table tasks force row level security;

-- "select" around the claim lets Postgres read it once for each statement, and not for each row.
grant select, insert, update, delete on tasks to authenticated;
create policy own_rows on tasks to authenticated
  using (user_id = (select claim('sub')))
  with check (user_id = (select claim('sub')));

grant select on tasks to support;
create policy every_row on tasks for select to support using (true);
