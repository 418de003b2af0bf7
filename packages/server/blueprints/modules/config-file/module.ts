export type IniFile = Record<string, string | Record<string, string>>;

/** Reads the variables of a .env file. */
export function parseEnv(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, name, value = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new SyntaxError(`There is no variable in line ${index + 1}.`);
    variables[name] = envValue(value.trim(), variables);
  }
  return variables;
}

/** In double quotes and bare, ${NAME} stands for an earlier variable; single quotes keep everything as it is. */
function envValue(value: string, variables: Record<string, string>): string {
  const [, raw] = /^'([^']*)'/.exec(value) ?? [];
  if (raw !== undefined) return raw;
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"/.exec(value) ?? [];
  const text =
    quoted?.replace(/\\(.)/g, (_whole, char: string) => ({ n: '\n', t: '\t' })[char] ?? char) ??
    value.replace(/\s+#.*$/, '');
  return text.replace(/\$\{(\w+)\}/g, (_whole, name: string) => variables[name] ?? '');
}

/** Reads an INI file into sections; values before the first section lie at the top. */
export function parseIni(text: string): IniFile {
  const file: IniFile = {};
  let section: Record<string, string | Record<string, string>> = file;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*([;#]|$)/.test(line)) continue;
    const [, title] = /^\s*\[([^\]]+)\]\s*$/.exec(line) ?? [];
    if (title !== undefined) {
      const opened: Record<string, string> = {};
      file[title.trim()] = opened;
      section = opened;
      continue;
    }
    const [, name, value = ''] = /^\s*([^=[\]]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) throw new SyntaxError(`Line ${index + 1} is no section and no value.`);
    section[name] = value.replace(/^(["'])(.*)\1$/, '$2');
  }
  return file;
}

/** Writes values as an INI file, with objects as sections. */
export function formatIni(values: unknown): string {
  if (!isRecord(values)) throw new RangeError('The values must be an object.');
  const entries = Object.entries(values);
  const top = entries
    .filter(([, value]) => !isRecord(value))
    .map(([name, value]) => `${name} = ${value}\n`);
  const sections = entries.flatMap(([title, section]) => {
    if (!isRecord(section)) return [];
    const lines = Object.entries(section).map(([name, value]) => `${name} = ${value}\n`);
    return [`[${title}]\n${lines.join('')}`];
  });
  return [...(top.length > 0 ? [top.join('')] : []), ...sections].join('\n');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
