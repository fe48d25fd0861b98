import { isLoopbackHost } from '../loopback.ts';

const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.(test|local|internal|home\.arpa)$|^[^.]+$/;

/** Tells whether a host can only be reached from the machine or network of a developer. */
export function isLocalHost(hostname: string): boolean {
  return isLoopbackHost(hostname) || PRIVATE.test(hostname);
}
