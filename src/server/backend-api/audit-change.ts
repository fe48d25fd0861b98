import { type Administrator, type AuditedCall, audit } from '../audit/audit.ts';
import type { Services } from '../services.ts';

/** Makes a change for a secret key, with an entry in the audit log. */
export function auditChange(
  services: Pick<Services, 'storage'>,
  key: Administrator,
  call: AuditedCall,
  work: () => Promise<Response>,
): Promise<Response> {
  return audit(services, key, call, async (entry) => {
    const answer = await work();
    entry.target ??= await objectOf(answer);
    return answer;
  });
}

/** Returns the id of the user whom an answer is about, else that of the object that a call has created. */
async function objectOf(answer: Response): Promise<string | null> {
  if (!answer.headers.get('content-type')?.startsWith('application/json')) return null;
  const { id, user_id: userId } = Object(await answer.clone().json()) as { id?: unknown; user_id?: unknown };
  return [userId, id].find((each) => typeof each === 'string') ?? null;
}
