import { forUser } from '../../account/for-user.ts';
import { removeProfileImage, setProfileImage } from '../../account/profile-image.ts';
import { ApiError } from '../../http/errors.ts';
import { readUpload } from '../../http/read-upload.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';
import { BackendUserView } from '../backend-user-view.ts';
import { idOf } from '../id-of.ts';

/** The picture of one user. */
export function userImageRoutes(add: AddRoute, services: Services): void {
  const { config, pictures } = services;

  const upload: Parameters<AddRoute>[1] = async (c, context) => {
    if (!config.pictureUploads) throw new ApiError('feature_not_enabled');
    const by = await forUser(services, context, idOf(c));
    await pictures.admit(by.user.id, async (encode) => {
      const file = await readUpload(c.req.raw, config.pictureMaxMegabytes * 1_000_000);
      await setProfileImage(services, by, await encode(file));
    });
    return c.json(await new BackendUserView(services, context.now).backendUser(by.user.id));
  };
  add('POST /v1/users/:id/profile_image', upload, { body: 'upload' });

  add('DELETE /v1/users/:id/profile_image', async (c, context) => {
    context.body.refuseOthers([]);
    const by = await forUser(services, context, idOf(c));
    await removeProfileImage(services, by);
    return c.json(await new BackendUserView(services, context.now).backendUser(by.user.id));
  });
}
