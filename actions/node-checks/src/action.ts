import type { InputsOf } from '@suite/contract'
import { UsageError } from '@suite/errors'
import type { Outcome, Run } from '@suite/runner'
import { compilerAnnotations } from './annotations.ts'
import { type ChosenManager, chooseManager } from './choose-manager.ts'
import type { contract } from './contract.ts'
import { type Check, compilerCheck, installCheck, planChecks, scriptCheck } from './find-checks.ts'
import { findManager } from './find-manager.ts'
import type { Ports } from './ports.ts'
import { readProject } from './project.ts'
import { reasons } from './reasons.ts'
import { failedOutcome, passedOutcome, type Setting } from './report.ts'
import { type Finished, runCheck } from './run-check.ts'
import { requireCoverage } from './workspace.ts'

type Contract = typeof contract

/**
 * Installs a project from its lockfile, checks its types, builds it and runs the scripts that were asked for. Whatever
 * can be known before the install is checked before it.
 * @throws UsageError if the project, its lockfile, its package manager or a script is missing
 */
export async function checkProject(
  run: Pick<Run<InputsOf<Contract>>, 'inputs' | 'environment' | 'log'>,
  ports: Ports,
): Promise<Outcome<Contract>> {
  const { inputs, environment, log } = run
  const project = await readProject(ports.files, environment.workspace, inputs['working-directory'])
  const chosen = requireLockfile(
    chooseManager(inputs['package-manager'], project.named, project.lockfiles, project.shown),
  )
  await requireCoverage(ports.files, project, chosen)
  const plan = planChecks(project, inputs.scripts ?? [])
  const manager = await findManager(ports, chosen, project.named)
  const node = await ports.programs.ask({ program: 'node', args: ['--version'] }, project.folder)
  const setting: Setting = {
    project,
    plan,
    manager: `${chosen.name} ${manager.version}`,
    managerName: chosen.name,
    node: node?.trim(),
  }

  const finished: Finished[] = []
  for await (const check of checks()) {
    const done = await runCheck(check, ports.programs, log)
    if (done.exitCode !== 0)
      return failedOutcome(
        setting,
        finished,
        done,
        await compilerAnnotations(done, ports.files, environment.workspace),
      )
    finished.push(done)
  }
  return passedOutcome(setting, finished)

  /** The checks in their order. The compiler is looked for once the install has brought it. */
  async function* checks(): AsyncGenerator<Check> {
    yield installCheck(manager, chosen.folder)
    if (plan.types !== undefined) yield scriptCheck('typecheck', manager, project, plan.types)
    else if (plan.compiles) yield await compilerCheck(ports, manager, project)
    if (plan.builds) yield scriptCheck('build', manager, project)
    for (const name of plan.scripts) yield scriptCheck(name, manager, project)
  }
}

function requireLockfile(chosen: ReturnType<typeof chooseManager>): ChosenManager {
  if ('problem' in chosen) throw new UsageError(reasons['lockfile-missing'], chosen.problem, chosen.fix)
  return chosen
}
