import { DatabaseSync, type SQLInputValue } from 'node:sqlite';

/** Tables with rows of a signed-in user, parents first. */
const TABLES = ['users', 'email_addresses', 'clients', 'sessions'];

/**
 * Copies the first signed-in user of a SQLite file with the session many times, which makes a large instance without an
 * hour of sign-ups. Each copy appends its number to ids, references and unique values.
 *
 * @param file path of the database, which a server may have open
 * @param from number of the first copy, which is the number of users so far
 * @param to number of users afterwards, each with an active session
 */
export function cloneSessions(file: string, from: number, to: number): void {
  const db = new DatabaseSync(file);
  db.exec('begin immediate');
  const clientId = db.prepare("select client_id as id from sessions where status = 'active' limit 1").get()?.id;
  const userId = db.prepare('select user_id as id from sessions where client_id = ?').get(clientId as string)?.id;
  const keys: Record<string, [string, unknown]> = {
    users: ['id', userId],
    email_addresses: ['user_id', userId],
    clients: ['id', clientId],
    sessions: ['client_id', clientId],
  };
  for (const table of TABLES) {
    const [column, value] = keys[table] as [string, SQLInputValue];
    const row = db.prepare(`select * from ${table} where ${column} = ?`).get(value) as Record<string, SQLInputValue>;
    const columns = Object.keys(row);
    const own = new Set(columns.filter((name) => /(^|_)(id|hash|key|email)$|^email/.test(name)));
    const insert = db.prepare(`insert into ${table} (${columns}) values (${columns.map(() => '?')})`);
    for (let copy = from; copy < to; copy++) {
      insert.run(
        ...columns.map((name): SQLInputValue => {
          const given = row[name] as SQLInputValue;
          return own.has(name) && typeof given === 'string' ? `${given}-${copy}` : given;
        }),
      );
    }
  }
  db.exec('commit');
  db.close();
}
