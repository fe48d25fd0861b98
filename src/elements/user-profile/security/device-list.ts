import type { SessionWithActivitiesResource } from '../../../client/resources/types/session.ts';
import type { UserResource } from '../../../client/resources/types/user.ts';
import { RequestedList } from './requested-list.ts';

/** The user's sessions on all devices. */
export class DeviceList extends RequestedList<SessionWithActivitiesResource> {
  protected request(user: UserResource): Promise<readonly SessionWithActivitiesResource[]> {
    return user.getSessions();
  }
}
