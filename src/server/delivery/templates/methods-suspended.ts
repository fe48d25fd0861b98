import type { EmailMessage, SuspendedMethod } from '../port.ts';
import type { Wording } from '../wording.ts';
import { isolatedLine, oneLine, unlinked } from './mail-text.ts';
import { type Brand, type RenderedMail, renderBlocks, requesterFacts } from './render-blocks.ts';

type MethodsSuspendedMail = Extract<EmailMessage, { template: 'methods_suspended' }>;

/** How many methods the mail lists. */
const MOST = 30;

/** Writes the mail after a password reset. It lists the other sign-in methods, which an attacker may have added. */
export function renderMethodsSuspended(brand: Brand, message: MethodsSuspendedMail, wording: Wording): RenderedMail {
  const { methods, requester } = message;
  const name = oneLine(brand.applicationName);
  const shown = listMethods(methods, wording);
  const rest = methods.length - shown.length;
  const more = [
    wording.text('mail.methodsSuspended.and'),
    wording.text('mail.methodsSuspended.more', { count: rest }),
  ] as const;
  const mail = {
    subject: wording.text('mail.methodsSuspended.subject', { name }),
    title: wording.text('mail.methodsSuspended.title'),
    preview: wording.text('mail.methodsSuspended.preview'),
    blocks: [
      { kind: 'text', text: wording.text('mail.methodsSuspended.text', { name }) },
      { kind: 'facts', facts: rest > 0 ? [...shown, more] : shown },
      { kind: 'text', text: wording.text('mail.methodsSuspended.requester') },
      ...requesterFacts(wording, requester),
      { kind: 'note', text: wording.text('mail.methodsSuspended.note', { name }) },
    ],
  } as const;
  return renderBlocks(brand, mail, wording);
}

/** Lists the methods, each with its kind and its history. */
export function listMethods(
  methods: readonly SuspendedMethod[],
  wording: Wording,
): (readonly [kind: string, history: string])[] {
  return methods.slice(0, MOST).map(({ kind, name: label, addedAt, addedOn, lastUsedAt }) => {
    const history = `added${addedOn === null ? '' : 'With'}${lastUsedAt === null ? '' : 'AndUsed'}` as const;
    const texts = {
      added: wording.time(addedAt),
      device: addedOn ?? '',
      used: lastUsedAt === null ? '' : wording.time(lastUsedAt),
    };
    const method = unlinked(label);
    const text = wording.text(`mail.methodsSuspended.history.${history}`, { method }, texts);
    return [wording.text(`mail.methodsSuspended.kinds.${kind}`), isolatedLine(text, 1_000)] as const;
  });
}
