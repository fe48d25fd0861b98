/**
 * Returns the newest code for an address in the dev inbox of a running instance.
 *
 * @throws {Error} when no code was sent
 */
export async function lastCode(origin: string, to: string): Promise<string> {
  const answer = await fetch(`${origin}/__dev/messages?to=${encodeURIComponent(to)}`);
  const [message] = (await answer.json()) as { code?: string }[];
  if (!message?.code) throw new Error(`No code was sent to ${to}.`);
  return message.code;
}
