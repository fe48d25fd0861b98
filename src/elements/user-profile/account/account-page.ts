import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { emailSection } from './email-section.ts';
import { profileSection } from './profile-section.ts';
import { usernameSection } from './username-section.ts';

/** Draws the page with the user's name, picture and identifiers. */
export function accountPage(host: UserProfileHost, user: UserResource): TemplateResult {
  return html`${profileSection(host, user)}${usernameSection(host, user)}${emailSection(host, user)}`;
}
