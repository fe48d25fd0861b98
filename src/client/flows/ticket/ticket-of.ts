import type { FlowOptions } from '../types.ts';

/** The ticket that an invitation or a sign-in token put into the URL. */
export function ticketOf({ params }: FlowOptions): string | undefined {
  return params?.().get('__clerk_ticket') || undefined;
}
