import { type AuditedCall, type Administrator, audit, readEntryOf } from '../audit/audit.ts';
import type { Services } from '../services.ts';

type Work = () => Promise<Response>;

/** Makes a change for a secret key, with an entry in the audit log. */
export function auditChange(services: Services, key: Administrator, call: AuditedCall, work: Work): Promise<Response> {
  return audit(services, key, call, async (entry) => {
    const answer = await work();
    entry.target ??= await objectOf(answer);
    return answer;
  });
}

/** Answers a call that only reads, with an entry in the audit log. */
export async function auditRead(
  services: Services,
  key: Administrator,
  call: AuditedCall,
  work: Work,
): Promise<Response> {
  try {
    const answer = await work();
    services.auditedReads.add(readEntryOf(key, call));
    return answer;
  } catch (error) {
    services.auditedReads.add(readEntryOf(key, call, error));
    throw error;
  }
}

/** Returns the id of the user whom an answer is about, else that of the object that a call has created. */
async function objectOf(answer: Response): Promise<string | null> {
  if (!answer.headers.get('content-type')?.startsWith('application/json')) return null;
  const { id, user_id: userId } = Object(await answer.clone().json()) as { id?: unknown; user_id?: unknown };
  return [userId, id].find((each) => typeof each === 'string') ?? null;
}
