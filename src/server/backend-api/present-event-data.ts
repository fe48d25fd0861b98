import type { UserDeletedJSON, WebhookSessionJSON } from '../../protocol/json/webhook.ts';
import { eventDataOf } from '../events/domain-events.ts';
import type { ViewServices } from '../frontend-api/views/user-view.ts';
import type { PresentEventData } from '../webhooks/webhook-outlet.ts';
import { BackendUserView } from './backend-user-view.ts';
import { presentInvitation } from './presenters/present-invitation.ts';
import { presentBackendSession } from './presenters/present-session.ts';
import { presentWaitlistEntry } from './presenters/present-waitlist-entry.ts';

/** Presents what events are about for webhooks, as the Backend API answers it, without what only one answer may show. */
export function createEventPresenter(config: ViewServices['config']): PresentEventData {
  return async function presentEventData(storage, event) {
    const { subject, type, created_at: now } = event;
    const { id, externalId } = eventDataOf(event);
    const findUser = async (userId: string) => {
      const row = await storage.findUser(userId);
      const [user] = row ? await new BackendUserView({ storage, config }, now).backendUsers([row]) : [];
      return user ?? null;
    };
    const [about] = type.split('.');
    switch (about) {
      case 'session': {
        const session = await storage.findSession(id);
        if (!session) return undefined;
        const user = await findUser(session.user_id);
        return { ...presentBackendSession(session, now), user } satisfies WebhookSessionJSON;
      }
      case 'invitation': {
        const ticket = await storage.findTicket(id);
        return ticket && presentInvitation(ticket, now);
      }
      case 'waitlistEntry': {
        const entry = await storage.findWaitlistEntry(id);
        const invitation = entry?.invitation_id ? await storage.findTicket(entry.invitation_id) : undefined;
        return entry && presentWaitlistEntry(entry, invitation, now);
      }
      // `recordMessage` brings the data of these, which is not stored.
      case 'email':
      case 'sms':
        return undefined;
      default: {
        if (type !== 'user.deleted') return (await findUser(subject)) ?? undefined;
        const deleted: UserDeletedJSON = { id, object: 'user', deleted: true };
        return externalId === undefined ? deleted : { ...deleted, external_id: externalId };
      }
    }
  };
}
