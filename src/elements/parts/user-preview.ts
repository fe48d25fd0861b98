import { html, nothing, type TemplateResult } from 'lit';
import type { SessionResource } from '../../client/resources/types/session.ts';
import type { RememberedAccount } from '../../client/session/remembered-accounts.ts';
import type { ViewHost } from '../base/view-host.ts';
import { avatar, type AvatarOptions } from './avatar.ts';
import { breakable } from './breakable.ts';
import { type Person, personOf } from './person.ts';

/** Draws a picture, a name, and the identifier below it. */
export function userPreview(host: ViewHost, person: Person, size: AvatarOptions['size']): TemplateResult {
  const { name, identifier } = person;
  return html`<span class=${host.cl('userPreview')}>
    ${avatar(host, { ...person, size })}
    <span class=${host.cl('userPreviewTextContainer')}>
      <span class=${host.cl('userPreviewMainIdentifier')} title=${name}>${breakable(name)}</span>
      ${
        identifier
          ? html`<span class=${host.cl('userPreviewSecondaryIdentifier')} title=${identifier}>${breakable(identifier)}</span>`
          : nothing
      }
    </span>
  </span>`;
}

/** Returns what is shown of a session's user. Without the user's own data, the public data of the session are used. */
export function personOfSession({ user, publicUserData }: SessionResource): Person {
  if (user) return personOf(user);
  const { userId, imageUrl, hasImage, firstName, lastName, identifier } = publicUserData;
  const name = [firstName, lastName].filter(Boolean).join(' ') || identifier;
  return { userId, imageUrl, hasImage, name, identifier: name === identifier ? '' : identifier };
}

/** Returns what is shown of an account that the browser keeps. Its identifier stands for the id of its user. */
export function personOfAccount({ name, identifier, imageUrl }: RememberedAccount): Person {
  const second = name === identifier ? '' : identifier;
  return { userId: identifier, imageUrl, hasImage: !!imageUrl, name, identifier: second };
}
