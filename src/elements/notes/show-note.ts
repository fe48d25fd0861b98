import type { ClerkInstance } from '../../client/types.ts';
import { showActing } from '../acting-note/show-acting.ts';
import { offerPasskey } from '../passkey-offer/offer-passkey.ts';

/** Shows the note that the tab needs: that somebody acts as the user, else the offer of a passkey. */
export async function showNote(clerk: ClerkInstance): Promise<void> {
  if (clerk.session?.actor) showActing(clerk);
  else await offerPasskey(clerk);
}
