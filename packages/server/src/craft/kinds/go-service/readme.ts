import type { ProjectModel } from '../../domain/model.ts';
import { render } from '../../emit/templates.ts';
import { referencePart, tryItCommands } from '../rest-api/code/readme.ts';
import { untriedRules } from '../rest-api/probe/untried.ts';

/** `README.md`: how to run it and where it keeps its data, an example that works as it stands, every address and rule. */
export function readmeFile(project: ProjectModel): string {
  const { auth, name } = project;
  return render('go/service/readme.md', {
    ...project,
    auth: auth !== undefined,
    roles: auth?.roles ?? [],
    loginWord: auth?.login.label.replaceAll(' ', '-') ?? '',
    reference: referencePart(project, untriedRules(project)),
    tryIt: tryItCommands(project, {
      role: `./${name} role`,
      token: `sed 's/.*"token":"\\([^"]*\\)".*/\\1/'`,
    }).join('\n\n'),
  });
}
