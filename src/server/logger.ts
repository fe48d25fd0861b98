export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

type Write = (message: string, fields?: Record<string, unknown>) => void;

/** Where the server says what the operator should know. Never given secrets, cookies, bodies or e-mail addresses. */
export interface Logger {
  /** Each request that failed for a reason that was logged once already. */
  debug?: Write;
  info: Write;
  warn: Write;
  error: Write;
}

/**
 * One line of JSON per event: `level`, `message`, `time`, and what belongs to it. Warnings and errors go to standard error.
 *
 * @param least what is less than this is left out
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
