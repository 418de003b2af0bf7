import { withoutSignIn } from '../../domain/files.ts';
import type { ProjectModel } from '../../domain/model.ts';
import { normalise } from '../../domain/normalise.ts';
import type { Requirements } from '../../requirements.ts';

/** For what programs ask: they sign in with a token, whatever browsers would do, and see what has expired as it is. */
export function tokenModel(requirements: Requirements): ProjectModel {
  if (requirements.stack.auth === 'none') return normalise(withoutSignIn(requirements));
  const stack = { ...requirements.stack, auth: 'token' as const };
  const rules = requirements.rules.map((rule) => (rule.kind === 'expires' ? { ...rule, hidden: false } : rule));
  return normalise({ ...requirements, stack, rules });
}

/** Which checks of who asks the rows of a project take. */
export function guardValues({ entities }: ProjectModel): Record<'roleGuard' | 'standIns' | 'ownerGuard', boolean> {
  return {
    roleGuard: entities.some((entity) => entity.roleVerbs.size > 0 || entity.roleFields.size > 0),
    standIns: entities.some((entity) => entity.standIns.size > 0),
    ownerGuard: entities.some((entity) => !entity.isPrivate && entity.owner && entity.ownerVerbs.size > 0),
  };
}
