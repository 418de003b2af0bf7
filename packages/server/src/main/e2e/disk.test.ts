import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { launcher, openPlace } from './testing-launcher.ts';
import { request } from './testing.ts';

/**
 * Queues jobs into a state folder on a disk of its own until it is full, then makes room and looks what is there. The
 * disk is mounted for this one process tree, by bubblewrap.
 */
const script = `
cw() { "$NODE" "$LAUNCHER" "$@"; }
echo "first $(cw run --detach --repo "$REPOSITORY" "$REQUEST")"
dd if=/dev/zero of="$CODEWRIGHT_HOME/fill" bs=1k count=100000 2>/dev/null
# A little room again, so that some jobs fit and one does not.
size=$(stat -c %s "$CODEWRIGHT_HOME/fill"); truncate -s $((size - 140000)) "$CODEWRIGHT_HOME/fill"
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
  id=$(cw run --detach --repo "$REPOSITORY" "$REQUEST" 2>"$TMPDIR/error"); code=$?
  [ $code = 0 ] && echo "acknowledged $id" || { echo "refused $code $(cat "$TMPDIR/error" | tr '\\n' ' ')"; break; }
done
cw run --repo "$REPOSITORY" "$REQUEST" >"$TMPDIR/out" 2>"$TMPDIR/error"; echo "run $? $(cat "$TMPDIR/error" | tr '\\n' ' ')"
rm "$CODEWRIGHT_HOME/fill"
cw jobs list --json --limit 100 | sed -n 's/^{"id":"\\([^"]*\\)".*/there \\1/p'
cw ledger verify >/dev/null; echo "verify $?"
`;

test('on a full disk nothing is acknowledged that is not kept, and the error says what to do', async () => {
  await using place = openPlace();
  const repository = place.repository('repository');
  mkdirSync(place.state);
  const disk = ['--dev-bind', '/', '/', '--size', String(4 * 1024 * 1024), '--tmpfs', place.state];
  const env = { ...place.env, NODE: process.execPath, LAUNCHER: launcher, REPOSITORY: repository, REQUEST: request };
  const { stdout } = await promisify(execFile)('bwrap', [...disk, 'sh', '-c', script], { env });
  const lines = stdout.trim().split('\n');
  const values = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  const acknowledged = [...values('first'), ...values('acknowledged')];
  expect(acknowledged.length, stdout).toBeGreaterThan(0);
  expect(values('refused'), stdout).toEqual([expect.stringMatching(/^5 .*no space.*What to do: Free some space/i)]);
  expect(values('run'), stdout).toEqual([expect.stringMatching(/^5 .*no space.*What to do: Free some/i)]);
  expect(values('there').toSorted()).toEqual(acknowledged.toSorted());
  expect(values('verify')).toEqual(['0']);
});
