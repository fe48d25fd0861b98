import bowser from 'bowser';
import type { Requester } from '../delivery/port.ts';
import type { Wording } from '../delivery/wording.ts';
import type { Actor } from '../http/request-context.ts';
import type { AddedOn, SessionRow } from '../storage/rows.ts';
import { describePlace } from './place.ts';

/** What the list of devices shows of a browser. */
export type Device = Pick<SessionRow, 'device_type' | 'is_mobile' | 'browser_name' | 'browser_version'>;

/** Longer ones are no browser's, and the parser is a list of regular expressions. */
const MAX_LENGTH = 512;
const UNKNOWN: Device = { device_type: null, is_mobile: false, browser_name: null, browser_version: null };

/** Reads a `User-Agent` header. It is a claim of the browser: shown to the user, never trusted. */
export function readDevice(userAgent: string | null): Device {
  if (!userAgent || userAgent.length > MAX_LENGTH) return UNKNOWN;
  try {
    const { browser, os, platform } = bowser.parse(userAgent);
    return {
      device_type: cut(systemOf(os.name, platform)),
      is_mobile: platform.type === 'mobile' || platform.type === 'tablet',
      browser_name: cut(browser.name),
      browser_version: cut(browser.version),
    };
  } catch {
    return UNKNOWN;
  }
}

/** Returns what a new row notes of the browser that adds it, and of a wallet; null when nothing is told. */
export function addedOn(
  { userAgent }: { userAgent: string | null },
  more: Pick<AddedOn, 'wallet_name'> = {},
): string | null {
  const device: AddedOn = { ...readDevice(userAgent), ...more };
  return device.browser_name || device.device_type || device.wallet_name ? JSON.stringify(device) : null;
}

/** The browser and its system, such as `Firefox on Linux`; null when the browser does not tell. */
export function describeDevice(wording: Wording, userAgent: string | null): string | null {
  return nameDevice(wording, readDevice(userAgent));
}

/** Returns what a row has noted of the browser that added it, as {@link describeDevice} does. */
export function describeAddedOn(wording: Wording, noted: string | null): string | null {
  return noted === null ? null : nameDevice(wording, JSON.parse(noted) as AddedOn);
}

/** Names a browser and its system, as {@link describeDevice} does. */
export function nameDevice(
  wording: Wording,
  { browser_name: browser, device_type: system }: Pick<Device | AddedOn, 'browser_name' | 'device_type'>,
): string | null {
  if (browser && system) return wording.text('requester.browserOnSystem', { browser, system });
  const name = browser ?? system;
  return name && wording.isolate(name);
}

/**
 * Describes who asked for a message or link, for the mail and for the page behind the link.
 *
 * @param at when they asked, in milliseconds since the epoch
 */
export function requesterOf(
  wording: Wording,
  { ip, place, userAgent }: Pick<Actor, 'ip' | 'place' | 'userAgent'>,
  at: number,
): Requester {
  return { device: describeDevice(wording, userAgent), place: describePlace(wording, place, ip), at };
}

/** Names the system, or the device itself where its maker has few: `Linux`, `iPad`, `Android tablet`. */
function systemOf(
  name: string | undefined,
  { type, vendor, model }: Bowser.Parser.PlatformDetails,
): string | undefined {
  if (vendor === 'Apple' && type !== 'desktop' && model) return model;
  return name && type === 'tablet' ? `${name} tablet` : (name ?? type);
}

function cut(text: string | undefined): string | null {
  return text ? text.slice(0, 64) : null;
}
