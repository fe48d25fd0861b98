import { formatPhoneNumber } from '../../../client/phone/format-phone-number.ts';
import type { ViewHost } from '../../base/view-host.ts';
import type { DeferredView } from '../deferred.ts';

/** A number in E.164 as it is shown, to be loaded later. */
export const shownNumber: DeferredView<ViewHost, string> = {
  sheets: [],
  texts: [],
  draw: (_, number) => formatPhoneNumber(number, ''),
};
