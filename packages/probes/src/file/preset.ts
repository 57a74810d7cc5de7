import { playbookProbes } from '../presets/playbook.ts'
import type { Probe } from '../probe.ts'
import type { Defaults } from './plan.ts'
import type { Reader } from './reader.ts'

/** The probes of a preset, and who chose it. */
export interface Preset {
  readonly chosenBy: 'default' | 'file'
  readonly probes: readonly Probe[]
}

/** Returns the preset that a file names; undefined if it names none. An input that it needs is a problem of the reader. */
export function readPreset(
  { file, problems }: Reader,
  name: 'playbook' | undefined,
  { appOrigin, issuer }: Defaults,
): Preset | undefined {
  if (name === undefined) return undefined
  if (appOrigin === undefined)
    problems.push({ what: `${name} needs the input app-origin`, at: file.locate(['preset'], 'key') })
  return { chosenBy: 'file', probes: playbookProbes({ appOrigin: appOrigin ?? '', issuer }) }
}
