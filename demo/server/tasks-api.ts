import { type VerifyTokenOptions, verifyTemplateToken } from '../../src/entries/backend.ts';
import type { ConfigInput } from '../../src/entries/server.ts';
import { readBounded } from '../../src/server/lib/read-bounded.ts';
import { type Claims, type Query, type TasksDatabase, UnknownRole, withClaims } from './tasks-database.ts';

export interface TasksApiOptions {
  /** Opens the database when the first request needs it. */
  database(): Promise<TasksDatabase>;
  /** Whose tokens are accepted. */
  verification: Omit<VerifyTokenOptions, 'audience' | 'maxLifetimeSeconds'>;
  /** Is told of errors of the database. */
  onError(error: unknown): void;
}

/** The JWT template, as it is in the settings of the server. */
export const TASKS_TEMPLATE = {
  name: 'tasks',
  lifetime: 60,
  claims: {
    aud: 'tasks',
    role: "{{user.public_metadata.role || 'authenticated'}}",
    name: '{{user.full_name || user.primary_email_address || user.username || user.id}}',
  },
} satisfies NonNullable<ConfigInput['jwtTemplates']>[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MAX_BODY = 4_096;

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The API of the page `/tasks`. No statement says whose rows it means: the policies of the table do.
 * It answers undefined for paths that it does not have.
 */
export function createTasksApi({ database, verification, onError }: TasksApiOptions) {
  return async (request: Request): Promise<Response | undefined> => {
    const found = /^\/api\/tasks(?:\/([^/]+))?$/.exec(new URL(request.url).pathname);
    if (!found) return undefined;
    try {
      const claims = await authenticate(request);
      const work = await statementOf(request, found[1]);
      return answer(await withClaims(await database(), claims, work));
    } catch (error) {
      return refuse(error);
    }
  };

  /** A token of another template, and a session token, were not made for this API. */
  async function authenticate(request: Request): Promise<Claims> {
    const [, token] = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    const { data, error } = await verifyTemplateToken(token, {
      ...verification,
      audience: TASKS_TEMPLATE.claims.aud,
      maxLifetimeSeconds: TASKS_TEMPLATE.lifetime,
    });
    if (error) throw new Refusal(401, error.reason);
    return data;
  }

  function refuse(error: unknown): Response {
    if (error instanceof Refusal) return answer({ error: error.message }, error.status);
    if (error instanceof UnknownRole) return answer({ error: 'Your role has no access to tasks.' }, 403);
    // SQLSTATE: 42501 is what the policies and grants refuse; class 22 and 23 are values that the table does not take.
    const { code = '' } = error as { code?: string };
    if (code === '42501') return answer({ error: 'Your role may not change tasks.' }, 403);
    if (/^2[23]/.test(code)) return answer({ error: 'A title has 1 to 200 characters.' }, 422);
    onError(error);
    return answer({ error: 'The tasks cannot be reached. Try again in a moment.' }, 503);
  }
}

/** Reads what the request asks for, and returns what does it. */
async function statementOf(request: Request, id: string | undefined): Promise<(query: Query) => Promise<object>> {
  const { method } = request;
  if (id !== undefined && !UUID.test(id)) throw new Refusal(404, 'There is no such task.');
  switch (`${method} ${id === undefined ? 'all' : 'one'}`) {
    case 'GET all':
      return async (query) => ({
        tasks: await query('select id, title, done, author from tasks order by created_at limit 500'),
      });
    case 'POST all': {
      const { title } = await readFields(request);
      return oneOf('insert into tasks (title) values ($1) returning id', [title]);
    }
    case 'PATCH one': {
      const { title, done } = await readFields(request);
      const change = 'title = coalesce($2, title), done = coalesce($3, done)';
      return oneOf(`update tasks set ${change} where id = $1 returning id`, [id, title, done]);
    }
    case 'DELETE one':
      return oneOf('delete from tasks where id = $1 returning id', [id]);
    default:
      throw new Refusal(405, 'Use GET and POST for the list, and PATCH and DELETE for a task.');
  }
}

/** A task that the policies hide is one that does not exist. */
function oneOf(sql: string, values: readonly unknown[]) {
  return async (query: Query): Promise<object> => {
    const [row] = await query<{ id: string }>(sql, values);
    if (!row) throw new Refusal(404, 'There is no such task.');
    return row;
  };
}

async function readFields(request: Request): Promise<{ title: string | null; done: boolean | null }> {
  const body = await readBounded(request.body, MAX_BODY);
  if (!body) throw new Refusal(413, 'That is too long.');
  const { title = null, done = null, ...others } = parseObject(body.toString());
  const isRight = (title === null || typeof title === 'string') && (done === null || typeof done === 'boolean');
  if (!isRight || Object.keys(others).length) throw new Refusal(422, 'A task has a title and is done or not.');
  return { title: title?.trim() ?? null, done };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Refused below.
  }
  throw new Refusal(422, 'Send an object as JSON.');
}

function answer(body: object, status = 200): Response {
  const headers = {
    'Cache-Control': 'no-store',
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(status === 503 && { 'Retry-After': '5' }),
  };
  return Response.json(body, { status, headers });
}
