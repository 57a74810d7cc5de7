import { posixShell, type Shell, visible } from '@suite/report'
import type { EvidenceRule } from './policy.ts'
import type { Requirement } from './requirements.ts'
import { folderOf, suggestPath } from './suggest-path.ts'

/** A possible proof, and the commands that make it. */
export interface Suggestion {
  readonly path: string
  /** Commands in sequence that make it. */
  readonly making: readonly string[]
  /** The file or folder to commit. */
  readonly added: string
  /** All commands in sequence, up to the push. */
  readonly steps: readonly string[]
}

type Wanted = Pick<Requirement, 'label' | 'files' | 'contains' | 'maxAge' | 'dated' | 'command'>

/** The file with the evidence of a run, whatever its probes are called. */
const evidenceFile = 'evidence.json'

/**
 * The probe of KV needs a token, which no command line should contain: its evidence comes from the artifact of a
 * run.
 */
const ofKv = 'kv-prefs'

/** The maximum number of proofs to suggest for one requirement. */
const mostSuggested = 3

/**
 * Returns how to make the missing proofs of a requirement, so that the gate then passes. The command is that of the
 * policy, the action that writes the evidence, or the answer of the deployed API if any content is accepted. If
 * only a person knows the content, the command opens an editor.
 * @param missing how many proofs are missing
 * @param shell the shell that the commands are for
 */
export function suggest(requirement: Wanted, missing = 1, shell: Shell = posixShell): Suggestion[] {
  const evidence = requirement.contains.find((rule) => 'evidence' in rule)?.evidence
  const count = evidence === undefined ? Math.min(missing, mostSuggested) : 1
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((ordinal) => {
    const path = suggestPath(requirement, ordinal)
    if (path === undefined) return []
    const folder = folderOf(path)
    const made = (making: readonly string[], file = path, added = file): Suggestion[] => [
      { path: file, making, added, steps: [...making, ...pushing([added], shell)] },
    ]
    if (requirement.command.length > 0) return made(requirement.command)
    if (evidence === undefined) return made(inFolder(folder, byHand(requirement, path, shell), shell))
    const file = folder === '.' ? evidenceFile : `${folder}/${evidenceFile}`
    if (evidence.requires?.includes(ofKv) || !requirement.files.some(({ matches }) => matches(file)))
      return []
    return made([probing(evidence, folder, shell)], file, folder)
  })
}

/** Returns the steps as one line that stops at the first failure. */
export function commandFor({ steps }: Pick<Suggestion, 'steps'>, shell: Shell = posixShell): string {
  return shell.inSequence(steps)
}

function probing(
  { kind = 'cf-probes', subject = {} }: EvidenceRule,
  folder: string,
  { npm, quote }: Shell,
): string {
  const inputs = [...(kind === 'cf-probes' ? probeInputs(subject, quote) : []), ['proof-dir', quote(folder)]]
  const given = inputs.map(([name, value]) => ` --input ${name}=${value}`).join('')
  return `${npm} --prefix <the suite> run --silent try -- ${quote(visible(kind))}${given}`
}

/** The inputs of cf-probes that its evidence contains: the command must use the values of the policy. */
const repeated = ['issuer', 'expected-version', 'worker-name', 'consecutive']

function probeInputs(
  subject: NonNullable<EvidenceRule['subject']>,
  quote: Shell['quote'],
): [name: string, value: string][] {
  const said = (name: string) =>
    Object.hasOwn(subject, name) ? quote(visible(String(subject[name]))) : undefined
  return [
    ['base-url', said('base-url') ?? 'https://<your API>'],
    ['app-origin', said('app-origin') ?? 'https://<your app>'],
    ...repeated.flatMap((name): [string, string][] => {
      const value = said(name)
      return value === undefined ? [] : [[name, value]]
    }),
  ]
}

function byHand({ contains, maxAge, dated }: Wanted, path: string, shell: Shell): readonly string[] {
  if (contains.length > 0 || dated !== undefined) return [shell.edit(path)]
  return shell.saveAnswer('https://<your API>/<what changed>', path, { dated: maxAge !== undefined })
}

function inFolder(folder: string, make: readonly string[], shell: Shell): readonly string[] {
  return folder === '.' ? make : [shell.makeFolder(folder), ...make]
}

/** Returns the commands that commit and push these files. */
export function pushing(paths: readonly string[], { quote }: Shell): string[] {
  const message = paths.length === 1 ? 'Attach proof' : 'Attach proofs'
  return [`git add -- ${paths.map(quote).join(' ')}`, `git commit -m '${message}'`, 'git push']
}
