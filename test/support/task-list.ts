import assert from 'node:assert/strict';
import { createTasksApi, TASKS_TEMPLATE } from '../../demo/server/tasks-api.ts';
import { type Claims, type TasksDatabase, withClaims } from '../../demo/server/tasks-database.ts';
import { getTestInstance, type TestInstance } from './instance.ts';
import type { TestBrowser } from './test-browser.ts';

interface Task {
  id: string;
  title: string;
  done: boolean;
  author: string;
}

/** A user of the tasks. */
export interface TaskAccount {
  userId: string;
  sessionId: string;
  /** Returns a new token of a template, or the session token when the name is empty. */
  token(template?: string): Promise<string>;
  /** Changes the account, as its user can. */
  change(form: Record<string, string>): Promise<void>;
  /** Calls the API with a new token. */
  call(method: string, path?: string, fields?: unknown): Promise<TasksAnswer>;
  titles(): Promise<string[]>;
  /** Adds a task. @returns its id */
  add(title: string): Promise<string>;
  /** Runs a statement with the claims of the account. */
  run<Row>(sql: string, values?: unknown[], claims?: Partial<Claims>): Promise<Row[]>;
}

interface TasksAnswer {
  status: number;
  headers: Headers;
  body: { tasks: Task[]; id: string; error: string };
}

/** The demo's task list from the browser to the rows, in this process, with two accounts of one browser. */
export class TaskList {
  readonly instance: TestInstance;
  readonly database: TasksDatabase;
  /** Errors of the database that the API was not prepared for. */
  readonly failures: unknown[] = [];
  ada!: TaskAccount;
  bo!: TaskAccount;

  private constructor(instance: TestInstance, database: TasksDatabase) {
    this.instance = instance;
    this.database = database;
  }

  static async open(database: TasksDatabase): Promise<TaskList> {
    const jwtTemplates = [
      TASKS_TEMPLATE,
      { ...TASKS_TEMPLATE, name: 'long', lifetime: 3_600 },
      { name: 'other', claims: { aud: 'other', role: 'authenticated', name: 'x' } },
    ];
    const list = new TaskList(await getTestInstance({ config: { jwtTemplates } }), database);
    const browser = list.instance.browser();
    list.ada = await list.#signUp(browser, 'ada@example.com', 'Ada');
    list.bo = await list.#signUp(browser, 'bo@example.com', 'Bo');
    return list;
  }

  /** Calls the API with any token. @param fields of the body; a text is sent as it is */
  async call(
    token: string | undefined,
    method: string,
    path = '',
    fields?: unknown,
    database = this.database,
  ): Promise<TasksAnswer> {
    const { config, clock, fetch } = this.instance;
    const api = createTasksApi({
      database: async () => database,
      onError: (error) => this.failures.push(error),
      verification: {
        publishableKey: config.publishableKey,
        jwksUrl: `${config.url}/.well-known/jwks.json`,
        authorizedParties: ['https://app.example.com'],
        fetch: (input, init) => fetch(new Request(input, init)),
        now: () => clock.now(),
        clockSkewSeconds: 0,
      },
    });
    const request = new Request(`https://app.example.com/api/tasks${path}`, {
      method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(fields !== undefined && { body: typeof fields === 'string' ? fields : JSON.stringify(fields) }),
    });
    const answer = (await api(request)) as Response;
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as TasksAnswer['body'] };
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.instance.close();
  }

  async #signUp(browser: TestBrowser, email: string, name: string): Promise<TaskAccount> {
    const { userId, sessionId } = await this.instance.signUp(browser, email, { first_name: name });
    const account: TaskAccount = {
      userId,
      sessionId,
      async token(template = 'tasks') {
        const path = `/v1/client/sessions/${sessionId}/tokens`;
        const { body } = await browser.post(template ? `${path}/${template}` : path, {});
        return body.jwt as string;
      },
      async change(form) {
        const { status, code } = await browser.override('PATCH', `/v1/me?_clerk_session_id=${sessionId}`, form);
        assert.equal(status, 200, code);
      },
      call: async (...sent) => this.call(await account.token(), ...sent),
      titles: async () => (await account.call('GET')).body.tasks.map(({ title }) => title),
      add: async (title) => (await account.call('POST', '', { title })).body.id,
      run: (sql, values, claims) => {
        const own = { sub: userId, role: 'authenticated', name, ...claims } as Claims;
        return withClaims(this.database, own, (query) => query(sql, values));
      },
    };
    return account;
  }
}

/** Returns the claims of a token, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
