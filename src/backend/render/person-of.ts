import type { DrawnPerson } from './element-renderer.ts';
import type { RenderUserButtonOptions, ShownUser } from './render-options.ts';

/**
 * Returns whom a user button shows: the user that is given, else what the claims of the token say.
 *
 * @returns undefined when nobody is signed in, or when the user is not the one who sent the request
 */
export function personOf({ auth, user }: Pick<RenderUserButtonOptions, 'auth' | 'user'>): DrawnPerson | undefined {
  if (!auth?.isAuthenticated) return undefined;
  const { userId, claims } = auth;
  if (user?.id === userId) return personOfUser(user);
  if (user) console.error('clerk-widgets: renderUserButton() got another user than the one of auth, and shows none.');
  const imageUrl = user ? '' : textOf(claims['picture']);
  return { userId, name: user ? '' : textOf(claims['name']), imageUrl, hasImage: imageUrl !== '' };
}

function personOfUser(user: ShownUser): DrawnPerson {
  const { id, fullName, firstName, lastName, username, primaryEmailAddress, imageUrl = '', hasImage } = user;
  const name = fullName || [firstName, lastName].filter(Boolean).join(' ');
  return {
    userId: id,
    name: name || username || primaryEmailAddress?.emailAddress || '',
    imageUrl,
    hasImage: hasImage ?? imageUrl !== '',
  };
}

function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim : '';
}
