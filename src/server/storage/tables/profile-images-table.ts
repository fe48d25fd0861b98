import type { Kysely } from 'kysely';
import type { ProfileImageRow, Tables } from '../rows.ts';

/** The pictures that users uploaded. They go with their user. */
export interface ProfileImageOps {
  /** Inserts a picture in place of the one that the user had. */
  replaceProfileImage(row: ProfileImageRow): Promise<void>;
  /** Returns the content of a picture as WebP. */
  findProfileImage(id: string): Promise<Uint8Array | undefined>;
  deleteProfileImage(userId: string): Promise<void>;
}

export function profileImagesTable(db: Kysely<Tables>): ProfileImageOps {
  return {
    async replaceProfileImage(row) {
      const { id, webp, created_at } = row;
      await db
        .insertInto('profile_images')
        .values(row)
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ id, webp, created_at }))
        .execute();
    },
    async findProfileImage(id) {
      const row = await db.selectFrom('profile_images').select('webp').where('id', '=', id).executeTakeFirst();
      return row?.webp;
    },
    async deleteProfileImage(userId) {
      await db.deleteFrom('profile_images').where('user_id', '=', userId).execute();
    },
  };
}
