import type { ProjectModel } from '../model.ts';

export function readmeFile(project: ProjectModel): string {
  return `# ${project.title}\n\n${project.summary}\n`;
}
