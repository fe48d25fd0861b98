import type { ImageJSON } from '../../../protocol/json/user.ts';
import type { UserParts } from '../resource-context.ts';
import type { ImageResource, SetProfileImageParams } from '../types/user.ts';

/** The picture of the user. */
export const profileImageOfUser = {
  async setProfileImage(
    { context, sessionId, path }: UserParts,
    { file }: SetProfileImageParams,
  ): Promise<ImageResource> {
    const at = `${path}/profile_image`;
    if (file === null) {
      const { id } = await context.call<{ id: string }>(at, { method: 'DELETE', sessionId });
      return Object.freeze({ id, name: null, publicUrl: null });
    }
    const form = new FormData();
    form.append('file', typeof file === 'string' ? toBlob(file) : file);
    const { id, name, public_url } = await context.call<ImageJSON>(at, { method: 'POST', body: form, sessionId });
    return Object.freeze({ id, name, publicUrl: public_url });
  },
};

/** Decodes base64. A form with a file is a simple request, which a text of another type is not. */
function toBlob(base64: string): Blob {
  const bytes = atob(base64.replace(/^data:[^,]*,/, ''));
  return new Blob([Uint8Array.from(bytes, (character) => character.charCodeAt(0))]);
}
