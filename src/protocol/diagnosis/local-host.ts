const LOCAL =
  /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)|\.(test|local|localhost|internal|home\.arpa)$|^[^.]+$/;

/** Tells whether a host can only be reached from the machine or network of a developer. */
export function isLocalHost(hostname: string): boolean {
  return LOCAL.test(hostname);
}
