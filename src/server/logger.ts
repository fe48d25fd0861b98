export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

type Write = (message: string, fields?: Record<string, unknown>) => void;

/** Gets what the operator should know. It never gets secrets, cookies, bodies or email addresses. */
export interface Logger {
  /** Requests that failed for a reason that was logged before. */
  debug?: Write;
  info: Write;
  warn: Write;
  error: Write;
}

/**
 * Creates a logger that writes one line of JSON per event: `level`, `message`, `time` and the fields. Warnings and
 * errors go to standard error.
 *
 * @param least the least level that is logged
 */
export function createConsoleLogger(least: LogLevel = 'info'): Logger {
  const at = (level: LogLevel): Write => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(least)) return () => {};
    return (message, fields) => console[level](line(level, message, fields));
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export const consoleLogger: Logger = createConsoleLogger();

function line(level: LogLevel, message: string, fields: Record<string, unknown> = {}): string {
  return JSON.stringify({ level, message, time: new Date().toISOString(), ...fields });
}
