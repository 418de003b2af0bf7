import { applyEdit, proposeEdits, readHints } from './edits/propose.ts';
import { SourceReader } from './syntax.ts';

const reader = new SourceReader();

const plain = (text: string) =>
  text
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join('\n')
    .trim();

/** At which place the change stands that makes a slip right again; -1: it is not proposed. `said`: words of the failure. */
export async function rankOf(path: string, right: string, was: string, slip: string, said = ''): Promise<number> {
  const wrong = right.replace(was, () => slip);
  if (wrong === right) throw new Error(`no slip: ${was}`);
  const source = await reader.read(path, wrong);
  if (!source) throw new Error(`not read: ${path}`);
  const suspects = wrong.split('\n').map((_, at) => ({ path, line: at + 1, suspicion: 1, failing: 1, passing: 0 }));
  const found = proposeEdits(source, suspects, readHints([said], ''));
  return found.findIndex((one) => plain(applyEdit(wrong, one)) === plain(right));
}
