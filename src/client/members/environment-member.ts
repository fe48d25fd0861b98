import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { EnvironmentResource } from '../resources/types/environment.ts';
import type { SessionHost } from '../session/session-context.ts';
import { environmentMembers } from './environment-view.ts';

/**
 * Creates the member of an instance that has the environment. Besides the JSON of the API, which the elements read, it has
 * the members in camelCase that Clerk's SDKs and screens read.
 */
export function environmentMember({ platform, request, store }: SessionHost) {
  const views = new WeakMap<object, EnvironmentResource>();
  const reload = async () => store.setEnvironment(await request<EnvironmentJSON>('/environment'));
  return {
    get __internal_environment(): EnvironmentResource | undefined {
      const json = store.state.environment;
      if (!json) return undefined;
      let view = views.get(json);
      if (!view) {
        const members = environmentMembers(json, () => new URL(platform.href()).host, reload);
        // The JSON is frozen. Its own fields show through.
        view = Object.freeze(Object.create(json, Object.getOwnPropertyDescriptors(members))) as EnvironmentResource;
        views.set(json, view);
      }
      return view;
    },
  };
}
