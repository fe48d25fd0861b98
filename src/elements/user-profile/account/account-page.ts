import { html, type TemplateResult } from 'lit';
import type { UserResource } from '../../../client/resources/types.ts';
import type { UserProfileHost } from '../user-profile-host.ts';
import { emailSection } from './email-section.ts';
import { profileSection } from './profile-section.ts';
import { usernameSection } from './username-section.ts';

/** Who the user is, and how they can be found. */
export function accountPage(host: UserProfileHost, user: UserResource): TemplateResult {
  return html`${profileSection(host, user)}${usernameSection(host, user)}${emailSection(host, user)}`;
}
