/**
 * The newest code that the dev inbox of a running instance holds for an address.
 *
 * @throws {Error} when none was sent
 */
export async function lastCode(origin: string, to: string): Promise<string> {
  const answer = await fetch(`${origin}/__dev/messages?to=${encodeURIComponent(to)}`);
  const [message] = (await answer.json()) as { code?: string }[];
  if (!message?.code) throw new Error(`No code was sent to ${to}.`);
  return message.code;
}
