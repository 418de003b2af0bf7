import { z } from 'zod';
import type { Tool } from '../contract.ts';

const input = z.lazy(() => z.object({}));
type Input = z.infer<typeof input>;

export const getRepoState: Tool<Input> = {
  name: 'get_repo_state',
  input,
  risk: 'safe',
  effect: 'read',
  says: () => 'look at the branch and its state',
  async run(_input, context) {
    const state = await context.workspace.status(context.signal);
    const lines = [
      `branch ${state.branch}`,
      `head ${state.head ?? 'none yet'}${state.head !== null && state.head === state.base ? ' (the base)' : ''}`,
      ...(state.userTreeDirty ? ['The user has uncommitted changes of their own; they are not in this tree.'] : []),
      ...(state.submodules.length > 0 ? [`submodules, empty here: ${state.submodules.join(', ')}`] : []),
      state.changes.length === 0 ? 'Nothing is uncommitted.' : 'uncommitted:',
      ...state.changes.map(({ path, status, added, removed }) => `${status} ${path} +${added} -${removed}`),
    ];
    return {
      text: lines.join('\n'),
      data: { ...state, changes: state.changes.map((change) => ({ ...change })) },
    };
  },
};
