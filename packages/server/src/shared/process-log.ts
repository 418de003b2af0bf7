import { pino } from 'pino';
import type { Logger, LogLevel } from './logger.ts';

/** JSON lines on stderr: stdout belongs to results. The level may be set anew while it is in use. */
export function createLogger(
  level: LogLevel,
  clean: (line: string) => string = (line) => line,
): Logger & { level: string } {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: clean } };
  return pino(options, pino.destination({ fd: 2, sync: true }));
}
