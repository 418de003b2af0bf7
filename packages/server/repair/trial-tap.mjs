/** Assertions that a file prints in TAP. */
export function tapResults(file, { stdout }) {
  const found = [];
  if (!/^TAP version \d+/m.test(stdout)) return found;
  const blocks = stdout.split(/^(?=(?:not )?ok \d+)/m).slice(1);
  let comment = '';
  const first = stdout.split(/^(?:not )?ok \d+/m)[0] ?? '';
  comment = /^# (.+)\s*$/gm.exec(first.split('\n').findLast((line) => line.startsWith('# ')) ?? '')?.[1] ?? '';
  const seen = new Map();
  for (const block of blocks) {
    const match = /^(not )?ok \d+\s*-?\s*(.*)/.exec(block);
    const base = `${comment === '' ? '' : `${comment} > `}${match?.[2] ?? ''}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const name = count === 1 ? base : `${base} #${count}`;
    found.push({ name, file, ok: !match?.[1], message: match?.[1] ? block.slice(0, 3000) : '' });
    const next = block.split('\n').findLast((line) => line.startsWith('# ') && !summary.test(line));
    if (next) comment = next.slice(2).trim();
  }
  return found;
}

const summary = /^# (?:(?:tests|pass|fail|skip|todo)\s+\d+|ok)\s*$/;
