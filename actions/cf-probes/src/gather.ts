import { readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { commonReasons, UsageError } from '@suite/errors'
import { undefinedIfMissing } from '@suite/folders'
import type { Defaults, Plan } from '@suite/probes/file'
import { readProbeFile } from '@suite/probes/file'
import { playbookPlan } from './playbook.ts'
import { reasons } from './reasons.ts'

/** Where the probe file is. */
export interface Wanted {
  readonly workspace: string
  /** Undefined means the default probes. */
  readonly configPath: string | undefined
  /** The path at which the file may be missing. */
  readonly defaultPath: string
}

/**
 * Refuses a worker-name without expected-version. The expression for the version is then usually empty by mistake, and
 * a run that should prove one version would accept any.
 *
 * @throws UsageError `input-invalid`
 */
export function refuseNoVersion(inputs: {
  readonly 'expected-version': string | undefined
  readonly 'worker-name': string | undefined
}): void {
  if (inputs['worker-name'] === undefined || inputs['expected-version'] !== undefined) return
  throw new UsageError(
    commonReasons['input-invalid'],
    'input worker-name is given, and expected-version is empty: no version would be proven',
    'Where expected-version is an expression, the step that it names gave nothing: look at its id and its outputs. To judge whichever version answers, leave worker-name out.',
  )
}

/**
 * Refuses an expected version if every probe writes to a service instead of asking the Worker: no probe could prove it.
 * @throws UsageError `input-invalid`
 */
export function refuseUnaskedVersion(expected: string | undefined, { probes }: Plan): void {
  if (expected === undefined || probes.length === 0 || probes.some(({ writes }) => !writes)) return
  throw new UsageError(
    commonReasons['input-invalid'],
    'input expected-version is given, and no probe asks the Worker: no version would be proven',
    'Add a probe that asks the Worker, such as health, or leave expected-version out.',
  )
}

/**
 * Returns the plan of the probe file in the working tree, or the default plan if there is no file.
 * @throws UsageError `config-missing`, `config-invalid`; `input-invalid` if a required input is missing
 */
export async function gatherPlan(
  { workspace, configPath, defaultPath }: Wanted,
  defaults: Defaults,
): Promise<Plan> {
  const text = configPath === undefined ? undefined : await readIfThere(workspace, configPath)
  if (configPath !== undefined && text !== undefined) {
    return readProbeFile({ path: configPath, text }, defaults)
  }
  if (configPath !== undefined && configPath !== defaultPath)
    throw new UsageError(
      reasons['config-missing'],
      `there is no probe file ${configPath} in ${workspace}`,
      'Check out the repository before this step, or correct config-path.',
    )
  return playbookPlan(defaults)
}

function readIfThere(workspace: string, path: string): Promise<string | undefined> {
  return readFile(isAbsolute(path) ? path : join(workspace, path), 'utf8')
    .catch(undefinedIfMissing)
    .catch((cause: NodeJS.ErrnoException) => {
      throw new UsageError(
        reasons['config-invalid'],
        `the probe file ${path} cannot be read (${cause.code})`,
        'Give the path of a regular file.',
        { cause },
      )
    })
}
