import type { Blueprint } from '../../contract.ts';
import type { Entity, Requirements, Rule } from '../../requirements.ts';

/** For languages that count and compare rows but do not yet know rules of time, money and stock. */

export function isPlainRule(rule: Rule): boolean {
  if ('open' in rule && rule.open?.or) return false;
  switch (rule.kind) {
    case 'expires':
    case 'fee':
    case 'computed':
    case 'sum':
    case 'transfer':
    case 'stock':
      return false;
    case 'max-per':
      return rule.within === undefined;
    case 'capacity':
      return rule.places === undefined && rule.waiting === undefined;
    default:
      return true;
  }
}

/** A time so long after the present is given by whoever makes the row. */
function plainFields(entity: Entity): Entity {
  const fields = entity.fields.map(({ after, default: start, ...field }) =>
    after
      ? { ...field, required: false, readOnly: false }
      : { ...field, ...(start === undefined ? {} : { default: start }) },
  );
  return { ...entity, fields };
}

function plain(requirements: Requirements): Requirements {
  return {
    ...requirements,
    entities: requirements.entities.map(plainFields),
    rules: requirements.rules.filter(isPlainRule),
  };
}

/** The same without the rules that the language does not know; which ones is for `leftOut` to say. */
export function withPlainRules(blueprint: Blueprint): Blueprint {
  return {
    packageNeeds: (requirements) => blueprint.packageNeeds(plain(requirements)),
    generateProject: (requirements, versions) => blueprint.generateProject(plain(requirements), versions),
    planProject: (requirements) => blueprint.planProject(plain(requirements)),
    probeScript: (requirements) => blueprint.probeScript(plain(requirements)),
    commitMessage: (requirements) => blueprint.commitMessage(plain(requirements)),
  };
}
