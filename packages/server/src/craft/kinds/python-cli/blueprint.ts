import { pythonLayout } from '../../python/plan.ts';
import { packageName, pythonKeys } from '../../python/source.ts';
import { toolOfModules } from '../cli-tool/of-modules.ts';
import { generateProject } from './generate.ts';
import { pythonWordStyle } from './words.ts';

/** A command line tool for Python without dependencies. */
export const pythonCli = toolOfModules(pythonLayout, generateProject, ({ name }) => ({
  style: pythonWordStyle,
  spelled: pythonKeys,
  program: JSON.stringify(['python3', '-m', packageName(name)]),
  environment: JSON.stringify({ PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' }),
  build: '[]',
}));
