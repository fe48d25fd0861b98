import { absolute } from '../../../client/platform/address.ts';
import { outline } from '../icon.ts';
import { picture } from '../picture.ts';
import type { ChildElement } from './child-element.ts';

/** Path of the icon of a page that has none. */
export const PAGE_ICON = 'M3.25 2.75h9.5v10.5h-9.5zM5.75 6h4.5M5.75 8.75h4.5';
/** Path of the icon of a link that has none. */
export const LINK_ICON = 'M6.5 3.75h-2.75v8.5h8.5V9.5M9.25 3.25h3.5v3.5M12.5 3.5 7.75 8.25';

/**
 * Draws the icon of a child: the picture that `icon` names, else a copy of the child with `slot="icon"`.
 *
 * @param otherwise path of the icon of a child that has none
 */
export function childIcon({ icon, iconCopy }: ChildElement, otherwise: string): unknown {
  return icon ? picture('cl-icon', absolute(icon)) : (iconCopy ?? outline(otherwise));
}
