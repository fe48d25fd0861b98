import type { SettingPath } from '../config/setting-table.ts';
import { ApiError } from './errors.ts';

/**
 * Returns the error for a change of something that the settings say.
 *
 * @param setting what to change in their stead, such as `restrictions.allowlist`; the first of several
 * @param others further settings that belong to it
 */
export function settingReadOnly(setting: SettingPath, ...others: SettingPath[]): ApiError {
  const names = [setting, ...others];
  const last = names.pop() as string;
  const list = names.length > 0 ? `${names.join(', ')} and ${last}` : last;
  const longMessage =
    `${names.length > 0 ? 'The settings' : 'The setting'} ${list} ${names.length > 0 ? 'say' : 'says'} this. Change ` +
    `${names.length > 0 ? 'them' : 'it'} in the file, the environment or the flags of the server, and start the server ` +
    'again: it reads them when it starts.';
  return new ApiError('setting_read_only', { longMessage, meta: { setting } });
}
