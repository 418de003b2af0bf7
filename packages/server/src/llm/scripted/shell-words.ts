/** One word for a POSIX shell, whatever is in it. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

export function asRange(path: string, offset = 1, limit?: number): string {
  if (offset <= 1 && limit === undefined) return `cat ${quoted(path)}`;
  return `sed -n '${offset},${limit === undefined ? '$' : offset + limit - 1}p' ${quoted(path)}`;
}

const lines = (text: string, sign: string) =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => sign + line);

export const newFileBlock = (path: string, content: string): string =>
  ['*** Begin Patch', `*** Add File: ${path}`, ...lines(content, '+'), '*** End Patch', ''].join('\n');

/** Works on whole lines, as such patches do. */
export const editBlock = (path: string, before: string, after: string): string =>
  [
    '*** Begin Patch',
    `*** Update File: ${path}`,
    '@@',
    ...lines(before, '-'),
    ...lines(after, '+'),
    '*** End Patch',
    '',
  ].join('\n');

/** An edit for a client that has only a shell; fails as an edit tool does, when `old` is not there once. */
export function editProgram(edit: { path: string; old: string; new: string; all?: boolean }): string {
  const given = Buffer.from(JSON.stringify(edit)).toString('base64');
  const program = [
    `const e=JSON.parse(Buffer.from('${given}','base64'))`,
    `const fs=require('fs'),t=fs.readFileSync(e.path,'utf8'),p=t.split(e.old)`,
    `if(p.length<2||(p.length>2&&!e.all)){console.error('found '+(p.length-1)+' times');process.exit(1)}`,
    `fs.writeFileSync(e.path,p.join(e.new))`,
  ].join(';');
  return `node -e ${quoted(program)}`;
}
