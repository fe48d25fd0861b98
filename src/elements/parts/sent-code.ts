import type { SentCode } from '../../client/flows/types.ts';
import type { CodeCardOptions } from './code-card.ts';

interface SentCodeHost {
  readonly form: {
    submit(input: { type: 'code'; code: string } | { type: 'resend' }): unknown;
    show(step: 'start'): unknown;
  };
}

type SentCodeOptions = Required<Pick<CodeCardOptions, 'step' | 'sent' | 'resendAt' | 'verify' | 'resend' | 'edit'>>;

/** What all screens of an attempt do with a code that was sent: take it, send another, go back to who it is for. */
export function sentCode(
  { form }: SentCodeHost,
  { name, sent }: { name: string; sent: SentCode | null },
): SentCodeOptions {
  return {
    step: name,
    sent,
    resendAt: sent?.resendAt,
    verify: (code) => void form.submit({ type: 'code', code }),
    resend: () => form.submit({ type: 'resend' }),
    edit: () => void form.show('start'),
  };
}
