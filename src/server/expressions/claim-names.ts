/** The type of a claim's value, for the documentation. */
export type ValueType = 'text' | 'number' | 'boolean' | 'object' | 'list';

/** A name that claims of tokens can use. */
export interface ClaimName {
  readonly type: ValueType;
  /** What has to be read to know it; `session` = nothing more than the session. */
  readonly needs: 'session' | 'user' | 'email' | 'phone' | 'wallet' | 'picture' | 'factors' | 'organization';
  /** It is an object whose fields may be named, such as `user.public_metadata.role`. */
  readonly isOpen?: true;
  /** Its owner may write anything into it, and so may another user: nothing may be allowed because of it. */
  readonly isUnsafe?: true;
  /** One line for the documentation. */
  readonly says: string;
}

/**
 * The names that claims can use, which are Clerk's shortcodes. Times are seconds since the epoch, as everywhere in a
 * token. A value that does not exist is null. Private metadata is left out: whoever has a token can read it.
 */
export const CLAIM_NAMES = {
  'user.id': { type: 'text', needs: 'session', says: 'id of the user' },
  'user.external_id': { type: 'text', needs: 'user', says: 'id of the user in another system' },
  'user.username': { type: 'text', needs: 'user', says: 'username' },
  'user.first_name': { type: 'text', needs: 'user', isUnsafe: true, says: 'first name' },
  'user.last_name': { type: 'text', needs: 'user', isUnsafe: true, says: 'last name' },
  'user.full_name': {
    type: 'text',
    needs: 'user',
    isUnsafe: true,
    says: 'first and last name, or the one that exists',
  },
  'user.primary_email_address': { type: 'text', needs: 'email', says: 'primary email address' },
  'user.email_verified': { type: 'boolean', needs: 'email', says: 'whether the primary email address is verified' },
  'user.primary_phone_number': { type: 'text', needs: 'phone', says: 'primary phone number, such as `+15555550100`' },
  'user.phone_number_verified': {
    type: 'boolean',
    needs: 'phone',
    says: 'whether the primary phone number is verified',
  },
  'user.primary_web3_wallet': { type: 'text', needs: 'wallet', says: 'address of the primary wallet' },
  'user.image_url': { type: 'text', needs: 'picture', says: 'URL of the picture; never null' },
  'user.has_image': { type: 'boolean', needs: 'picture', says: 'whether the picture is more than initials' },
  'user.two_factor_enabled': { type: 'boolean', needs: 'factors', says: 'whether a second factor is switched on' },
  'user.last_sign_in_at': { type: 'number', needs: 'user', says: 'when the user last signed in' },
  'user.created_at': { type: 'number', needs: 'user', says: 'when the account was created' },
  'user.updated_at': { type: 'number', needs: 'user', says: 'when the account last changed' },
  'user.public_metadata': {
    type: 'object',
    needs: 'user',
    isOpen: true,
    says: 'public metadata, or a field of it: `user.public_metadata.role`',
  },
  'user.unsafe_metadata': {
    type: 'object',
    needs: 'user',
    isOpen: true,
    isUnsafe: true,
    says: 'unsafe metadata, which the user writes, or a field of it',
  },
  'session.id': { type: 'text', needs: 'session', says: 'id of the session' },
  'session.actor': {
    type: 'object',
    needs: 'session',
    isOpen: true,
    says: 'who acts for the user, or a field of it: `session.actor.sub`',
  },
  'org.id': { type: 'text', needs: 'organization', says: 'id of the active organization' },
  'org.name': { type: 'text', needs: 'organization', says: 'name of it' },
  'org.slug': { type: 'text', needs: 'organization', says: 'slug of it' },
  'org.role': { type: 'text', needs: 'organization', says: 'role of the user in it' },
  'org.image_url': { type: 'text', needs: 'organization', says: 'URL of its logo' },
  'org.has_image': { type: 'boolean', needs: 'organization', says: 'whether it has a logo' },
  'org.public_metadata': {
    type: 'object',
    needs: 'organization',
    isOpen: true,
    says: 'its public metadata, or a field',
  },
  'org_membership.role': { type: 'text', needs: 'organization', says: 'the same as `org.role`' },
  'org_membership.permissions': { type: 'list', needs: 'organization', says: 'permissions of the user in it' },
  'org_membership.public_metadata': {
    type: 'object',
    needs: 'organization',
    isOpen: true,
    says: 'public metadata of the membership, or a field',
  },
} as const satisfies Record<string, ClaimName>;

export type ClaimNameText = keyof typeof CLAIM_NAMES;

/** The same table for look-ups by a name whose row is not known at compile time. */
export const CLAIM_NAME_ROWS: Readonly<Record<string, ClaimName>> = CLAIM_NAMES;
