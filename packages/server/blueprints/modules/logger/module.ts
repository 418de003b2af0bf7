const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export type LogFields = Readonly<Record<string, unknown>>;

export interface LoggerOptions {
  /** Lines of lower levels are not written. */
  level?: LogLevel;
  /** `json` for machines, `text` for people. */
  format?: 'json' | 'text';
  /** Fields of every line. */
  fields?: LogFields;
  /** Names of fields whose values are not to be seen. */
  hide?: readonly string[];
  /** Takes each line, with its end; standard error if not given. */
  write?: (line: string) => void;
  /** Milliseconds. */
  now?: () => number;
}

/** Where log lines go, from which level on, and with which fields. */
export class Logger {
  readonly #options: LoggerOptions;

  constructor(options: LoggerOptions = {}) {
    this.#options = options;
  }

  debug(message: string, fields: LogFields = {}): void {
    this.#log('debug', message, fields);
  }

  info(message: string, fields: LogFields = {}): void {
    this.#log('info', message, fields);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#log('warn', message, fields);
  }

  error(message: string, fields: LogFields = {}): void {
    this.#log('error', message, fields);
  }

  /** A logger whose lines have these fields as well. */
  child(fields: LogFields): Logger {
    return new Logger({ ...this.#options, fields: { ...this.#options.fields, ...fields } });
  }

  /** Whether lines of a level are written. */
  isOn(level: LogLevel): boolean {
    const rank = logLevels.indexOf(level);
    if (rank < 0) throw new RangeError(`${level} is not one of ${logLevels.join(', ')}.`);
    return rank >= logLevels.indexOf(this.#options.level ?? 'info');
  }

  #log(level: LogLevel, message: string, fields: LogFields): void {
    if (!this.isOn(level)) return;
    const { format = 'json', hide = [], now = Date.now, write = toStandardError } = this.#options;
    const all = Object.entries({ ...this.#options.fields, ...fields }).map(
      ([name, value]) => [name, hide.includes(name) ? '***' : plainValue(value)] as const,
    );
    const time = new Date(now()).toISOString();
    if (format === 'json') {
      write(`${JSON.stringify({ time, level, message, ...Object.fromEntries(all) })}\n`);
      return;
    }
    const more = all.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('');
    // A message that holds line breaks could pass for lines of its own.
    write(`${time} ${level.toUpperCase().padEnd(5)} ${message.replace(/[\r\n]+/g, '⏎')}${more}\n`);
  }
}

/** Errors have nothing that JSON would show. */
function plainValue(value: unknown): unknown {
  if (value instanceof Error)
    return { name: value.name, message: value.message, stack: value.stack };
  return typeof value === 'bigint' ? String(value) : value;
}

function toStandardError(line: string): void {
  process.stderr.write(line);
}
