import type { LentTools } from '../adapters/contract.ts';
import type { MemberRunnerDeps } from './contract.ts';

/** Tools of ours for one try of a member: each call is judged and recorded as any other, under a key of its own. */
export function lentTools(
  { lent, member, signal }: Pick<MemberRunnerDeps, 'lent' | 'member' | 'signal'>,
  role: string,
  key: string,
): LentTools {
  let calls = 0;
  return {
    schemas: lent.schemas(role),
    call: async (tool, input) => {
      calls += 1;
      const at = `${key}/lent-${calls}`;
      const made = await lent.execute({ id: at, tool, input }, { role, agent: member.name, key: at, signal });
      return { text: made.text, failed: made.status !== 'ok' };
    },
  };
}
