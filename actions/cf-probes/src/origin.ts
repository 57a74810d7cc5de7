import type { Plan } from '@suite/probes/file'
import { visible } from '@suite/report'

/** Where the probes of a run come from, as messages say it. */
export interface Origin {
  /** The probe file; if there is none, the path at which one is read. */
  readonly file: string
  /** Who chose the preset; undefined if the file describes every probe. */
  readonly presetChosenBy: 'default' | 'file' | undefined
  /** The names of the probes that come from the preset. */
  readonly ofPreset: ReadonlySet<string>
  readonly baseUrl: URL
  /** Whether `config-path: ""` asked for the default probes. */
  readonly fileIgnored: boolean
}

/** Returns where the probes of a plan come from. */
export function originOf(
  { source, preset }: Plan,
  of: { readonly configPath: string | undefined; readonly defaultPath: string; readonly baseUrl: URL },
): Origin {
  return {
    file: preset?.chosenBy === 'default' ? (of.configPath ?? of.defaultPath) : source,
    presetChosenBy: preset?.chosenBy,
    ofPreset: new Set(preset?.probes.map(({ name }) => name)),
    baseUrl: of.baseUrl,
    fileIgnored: of.configPath === undefined,
  }
}

/** Returns the line that says that the default probes run, and where they come from; undefined for any others. */
export function introductionOf({ file, presetChosenBy, ofPreset, fileIgnored }: Origin): string | undefined {
  if (presetChosenBy !== 'default') return undefined
  const why = fileIgnored ? 'config-path is empty' : `there is no ${visible(file)} in the working tree`
  return `These are the default probes, because ${why}. They come from the CI/CD playbook (preset: playbook): ${[...ofPreset].join(', ')}.`
}

/** Returns what to do about a probe of a preset that asks for what another API has. */
export function howToReplace({ file, presetChosenBy, fileIgnored }: Origin): string {
  const where = `describe yours in ${visible(file)}`
  if (presetChosenBy === 'file') return `${where}, in place of preset: playbook`
  return fileIgnored ? `${where}, and leave config-path out` : where
}

/** Returns the lines of a probe file that fits the address, for a Worker that is not the API of the preset. */
export function fileToCopy({ file, baseUrl }: Pick<Origin, 'file' | 'baseUrl'>): string[] {
  const address = `${baseUrl.origin}${baseUrl.pathname.replace(/\/+$/, '')}/health`
  return [
    `# ${visible(file)}: each path is below ${visible(baseUrl.href)}`,
    'probes:',
    '  - name: health',
    '    health: { paths: [/health] }',
    `    # GET ${visible(address)} answers with status 200`,
  ]
}
